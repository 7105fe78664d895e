-- Of goals and care plans more is read than before: who answered what, by code and reference what they are about, and from when to when a plan
-- holds. What stands here of them was written before that. In doubt, the same version is taken once more when the next nightly walk comes by.
update known_resource set doubted = true where kind in ('GOAL', 'PLAN');
