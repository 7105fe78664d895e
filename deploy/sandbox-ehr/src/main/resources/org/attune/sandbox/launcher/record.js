// What the pages read of the record: plain FHIR, as any page of an EHR would.

/** JSON from this hospital; an error with the status where it says no. */
export async function read(path, init) {
  const answer = await fetch(path, { headers: { Accept: "application/json" }, ...init });
  if (!answer.ok) {
    const refusal = new Error(`${path.replace(/\?.*/, "")} answered ${answer.status}`);
    refusal.status = answer.status;
    throw refusal;
  }
  return answer.json();
}

/** Sends JSON to the hospital's own desk. */
export function ask(path, body) {
  return read(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
  });
}

/** The resources that a search finds, over all its pages. */
export async function find(query) {
  const found = [];
  let next = `/fhir/${query}`;
  while (next) {
    const page = await read(next);
    found.push(...(page.entry ?? []).map((entry) => entry.resource));
    const link = (page.link ?? []).find((each) => each.relation === "next");
    next = link ? `/fhir${new URL(link.url).pathname.replace(/^\/fhir/, "")}${new URL(link.url).search}` : null;
  }
  return found;
}

/** A name in words. */
export function nameOf(resource) {
  const name = (resource.name ?? [])[0];
  return name ? [...(name.given ?? []), name.family].filter(Boolean).join(" ") : resource.id;
}

/** The members of staff, therapists first. */
export async function staff() {
  const people = await find("Practitioner?_count=100&_elements=name,identifier");
  const therapist = (one) => (one.id.startsWith("therapist") ? 0 : 1);
  return people.sort((a, b) => therapist(a) - therapist(b) || a.id.localeCompare(b.id));
}

/** Everybody who is a client here. */
export async function clients() {
  const everybody = await find("Patient?_count=200&_elements=name,birthDate,identifier,meta");
  return everybody.sort((a, b) => a.id.localeCompare(b.id));
}

/** An element with a text and a class. */
export function make(kind, text, style) {
  const element = document.createElement(kind);
  if (text !== undefined && text !== null) {
    element.textContent = text;
  }
  if (style) {
    element.className = style;
  }
  return element;
}
