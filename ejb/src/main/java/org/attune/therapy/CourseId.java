package org.attune.therapy;

/**
 * Names one course: one client in one treatment.
 *
 * @param patient who
 * @param treatment the episode of care as {@code EpisodeOfCare/5}, else service and number of the
 *     series as {@code individual#1}
 */
public record CourseId(PatientId patient, String treatment) {}
