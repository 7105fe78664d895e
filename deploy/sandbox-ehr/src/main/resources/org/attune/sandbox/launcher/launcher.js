import { ask, clients, find, make, nameOf, read, staff } from "./record.js";

const $ = (id) => document.getElementById(id);
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const hourIn = (zone) =>
  new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
let hour = hourIn(undefined);
const STAFF_NUMBER = "https://hospital.example/fhir/sid/staff-number";
const THE_CLIENT = "the-client";

let config = {};
let people = [];
let everybody = [];
let stories = new Map();
let chosen = null;
let turn = 0;

// ---- who is signed in, and who is a client ----

function place() {
  return new URLSearchParams(location.hash.slice(1));
}

function go(change) {
  const next = place();
  Object.entries(change).forEach(([name, value]) => next.set(name, value));
  const hash = `#${next}`;
  if (hash === location.hash) {
    arrive();
  } else {
    location.hash = hash;
  }
}

function userReference() {
  return $("user").value === THE_CLIENT && chosen ? `Patient/${chosen.id}` : $("user").value;
}

function showUsers() {
  const select = $("user");
  const staffOptions = make("optgroup");
  staffOptions.label = "Staff";
  for (const one of people) {
    const also = (one.identifier ?? []).some((it) => it.system === STAFF_NUMBER);
    const option = make("option", `${nameOf(one)}, ${role(one)}${also ? ", who is also a client" : ""}`);
    option.value = `Practitioner/${one.id}`;
    staffOptions.append(option);
  }
  const others = make("optgroup");
  others.label = "Others";
  const client = make("option", "The client of the chart, in the portal");
  client.value = THE_CLIENT;
  others.append(client);
  select.append(staffOptions, others);
  select.addEventListener("change", () => go({ user: select.value }));
}

function role(one) {
  return one.id.replace(/-(\d+)$/, " $1").replace(/ 0+/, " ");
}

function marksOf(client) {
  return (client.meta?.security ?? []).map((label) => label.code);
}

function restricted(client) {
  return marksOf(client).some((code) => ["R", "V", "VIP", "EMP", "CEL"].includes(code));
}

function showClients() {
  const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = everybody.filter((client) => {
    const story = stories.get(client.id);
    const text = [
      nameOf(client),
      client.id,
      (client.identifier ?? []).map((it) => it.value).join(" "),
      story?.tells ?? "",
      story?.name ?? "",
      (story?.fires ?? []).map((it) => it.detector).join(" "),
    ]
      .join(" ")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
  $("count").textContent = `${found.length} of ${everybody.length}`;
  $("clients").replaceChildren(...found.map(row));
  $("clients").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

function row(client) {
  const item = make("li");
  const button = make("button");
  button.type = "button";
  const name = make("span", nameOf(client), "name");
  if (restricted(client)) {
    name.append(" ", make("span", "few eyes", "tag"));
  }
  button.append(name, make("span", stories.get(client.id)?.tells ?? "No story: all should be quiet.", "tells"));
  if (chosen?.id === client.id) {
    button.setAttribute("aria-current", "true");
  }
  button.addEventListener("click", () => go({ client: client.id }));
  item.append(button);
  return item;
}

// ---- the chart, as the hospital shows it by itself ----

async function showChart(client, mine) {
  $("name").textContent = nameOf(client);
  $("born").textContent = client.birthDate ? day.format(new Date(client.birthDate)) : "not known";
  $("number").textContent = (client.identifier ?? [])[0]?.value ?? "none";
  $("marks").textContent = restricted(client) ? "This record is for few eyes" : "";
  const story = stories.get(client.id);
  $("story").textContent = story ? story.tells : "No story: an ordinary course in which nothing should be said.";
  await Promise.all([
    fill("flags", () => flags(client), "No Flag.", mine),
    fill("cards", () => cards(client), "No card.", mine),
    fill("hours", () => hours(client), "No hours.", mine),
  ]);
}

async function fill(id, rows, none, mine) {
  $(id).replaceChildren(make("li", "Reading …", "quiet"));
  let found;
  try {
    found = await rows();
  } catch {
    found = [make("li", "This could not be read.", "quiet")];
  }
  if (mine === turn) {
    $(id).replaceChildren(...(found.length ? found : [make("li", none, "quiet")]));
  }
}

async function flags(client) {
  const found = await find(`Flag?patient=Patient/${client.id}&_count=50`);
  const standing = (flag) => (flag.status === "active" ? 0 : 1);
  return found
    .sort((a, b) => standing(a) - standing(b) || (b.period?.start ?? "").localeCompare(a.period?.start ?? ""))
    .map((flag) => {
      const item = make("li", null, flag.status === "active" ? "flag" : "flag over");
      item.append(make("span", flag.status === "active" ? "Active" : "Closed", "tag"));
      item.append(make("span", flag.code?.text ?? "Without words", "words"));
      if (flag.period?.start) {
        item.append(make("span", `since ${day.format(new Date(flag.period.start))}`, "quiet"));
      }
      return item;
    });
}

async function cards(client) {
  const asked = new URLSearchParams({ user: userReference(), patient: client.id });
  const answer = await read(`/ehr/cards?${asked}`);
  if (answer.state === "silent") {
    return [make("li", "The service did not answer; the chart opens all the same.", "quiet")];
  }
  return answer.cards.map((card) => {
    const item = make("li", null, `card ${/^(info|warning|critical)$/.test(card.indicator) ? card.indicator : ""}`);
    item.append(make("span", card.summary, "words"));
    if (card.detail) {
      item.append(make("span", card.detail, "detail"));
    }
    item.append(make("span", card.source?.label ?? "", "quiet"));
    const smart = (card.links ?? []).find((link) => link.type === "smart");
    if (smart) {
      const open = make("button", "Show in Attune");
      open.type = "button";
      open.addEventListener("click", () => launch(++turn, smart.appContext));
      item.append(open);
    }
    return item;
  });
}

const HELD = { fulfilled: "held", noshow: "did not come", cancelled: "cancelled", booked: "booked", arrived: "arrived" };

async function hours(client) {
  const found = await find(`Appointment?patient=Patient/${client.id}&_count=100&_elements=start,status,cancelationReason,serviceType`);
  const now = new Date().toISOString();
  const sorted = found.filter((it) => it.start).sort((a, b) => b.start.localeCompare(a.start));
  const next = sorted.filter((it) => new Date(it.start).toISOString() > now).slice(-1);
  const past = sorted.filter((it) => new Date(it.start).toISOString() <= now).slice(0, 6);
  return [...next, ...past].map((it) => {
    const item = make("li", null, "hour");
    item.append(make("span", hour.format(new Date(it.start)), "words"));
    const why = it.cancelationReason?.text ?? it.cancelationReason?.coding?.[0]?.display ?? it.cancelationReason?.coding?.[0]?.code;
    item.append(make("span", `${HELD[it.status] ?? it.status}${why ? `: ${why}` : ""}`, "quiet"));
    return item;
  });
}

// ---- Attune, with no chart open ----

async function openCaseload(mine) {
  $("caseload-says").textContent = "Opening …";
  try {
    const answer = await ask("/ehr/launch", { user: $("user").value });
    if (mine !== turn) {
      return;
    }
    const frame = make("iframe");
    frame.title = "Attune, my caseload";
    frame.referrerPolicy = "no-referrer";
    frame.addEventListener("load", () => {
      $("caseload-says").textContent = "";
    });
    frame.src = `${config.launch}/caseload?${new URLSearchParams({ iss: config.fhir, launch: answer.to })}`;
    $("caseload-frame").replaceChildren(frame);
  } catch {
    $("caseload-says").textContent = "Attune could not be opened; a caseload is for staff.";
  }
}

// ---- Attune, beside the chart ----

// What a card gives for the program goes with the launch: it comes back to the program beside its token.
async function launch(mine, appContext = "") {
  $("frame").replaceChildren();
  $("again").hidden = !config.launch;
  if (!config.launch) {
    $("beside-says").textContent =
      "This hospital was started without a program to open (--app).";
    return;
  }
  $("beside-says").textContent = "Opening …";
  try {
    const answer = await ask("/ehr/launch", { user: userReference(), patient: chosen.id, appContext });
    if (mine !== turn) {
      return;
    }
    const frame = make("iframe");
    frame.title = `Attune, the chart of ${nameOf(chosen)}`;
    frame.referrerPolicy = "no-referrer";
    frame.addEventListener("load", () => {
      $("beside-says").textContent = "";
    });
    frame.src = `${config.launch}?${new URLSearchParams({ iss: config.fhir, launch: answer.to })}`;
    $("frame").replaceChildren(frame);
  } catch {
    $("beside-says").textContent = "Attune could not be opened.";
  }
}

// ---- from one place to the next ----

// Another client or another person: what was open for the last one is gone before anything else is shown.
function arrive() {
  const mine = ++turn;
  $("frame").replaceChildren();
  $("caseload-frame").replaceChildren();
  const wanted = place();
  const user = wanted.get("user");
  if (user && [...$("user").options].some((option) => option.value === user)) {
    $("user").value = user;
  }
  chosen = everybody.find((client) => client.id === wanted.get("client")) ?? null;
  const alone = wanted.get("view") === "caseload" && chosen === null && Boolean(config.launch);
  $("caseload").hidden = !alone;
  $("welcome").hidden = chosen !== null || alone;
  $("open").hidden = chosen === null;
  document.title = chosen ? `${nameOf(chosen)} · Stand-in hospital` : "Stand-in hospital";
  showClients();
  if (chosen) {
    showChart(chosen, mine);
    launch(mine);
  } else if (alone) {
    openCaseload(mine);
  }
}

async function begin() {
  const told = read("/stories.json").catch(() => ({ stories: [] }));
  [config, people, everybody] = await Promise.all([read("/ehr/config"), staff(), clients()]);
  const list = await told;
  stories = new Map(list.stories.map((story) => [story.client, story]));
  hour = hourIn(list.zone);
  showUsers();
  if (config.launch) {
    $("standalone").href = `${config.launch}/standalone`;
    $("standalone").hidden = false;
    $("mine").hidden = false;
    $("mine").addEventListener("click", () => go({ client: "", view: "caseload" }));
  }
  if (config.staff) {
    $("worklist").href = config.staff;
    $("worklist").hidden = false;
  }
  $("search").addEventListener("input", showClients);
  $("again").addEventListener("click", () => launch(++turn));
  for (const button of document.querySelectorAll("[data-client]")) {
    button.addEventListener("click", () => go({ client: button.dataset.client, user: button.dataset.user }));
  }
  window.addEventListener("hashchange", () => {
    arrive();
    if (chosen) {
      $("chart").focus({ preventScroll: true });
    }
  });
  arrive();
}

begin().catch(() => {
  $("says").textContent = "The hospital's record cannot be read. Load this page anew.";
});
