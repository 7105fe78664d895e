import { ask, clients, make, nameOf, staff } from "./record.js";

const says = document.getElementById("says");
const place = new URLSearchParams(location.hash.slice(1));
const request = place.get("request") ?? "";
const noChart = place.get("chart") === "none";

function offer(select, people, type, words) {
  for (const each of people) {
    const option = make("option", words(each));
    option.value = type ? `${type}/${each.id}` : each.id;
    select.append(option);
  }
}

async function begin() {
  if (noChart) {
    document.getElementById("asks").textContent = "Attune asks to open your caseload";
    document.getElementById("learns").textContent =
      "It will learn who you are, and which of your clients you may see here.";
    document.getElementById("yes").textContent = "Open my caseload";
    document.getElementById("whose").remove();
  }
  const [people, everybody] = await Promise.all([staff(), noChart ? [] : clients()]);
  offer(document.getElementById("user"), people, "Practitioner", (it) => `${nameOf(it)}, ${it.id}`);
  if (!noChart) {
    const select = document.getElementById("client");
    offer(select, everybody, "", (it) => `${nameOf(it)}, ${it.id}`);
    // The program may say whose chart it would like; whoever signs in decides.
    if (everybody.some((it) => it.id === place.get("patient"))) {
      select.value = place.get("patient");
    }
  }
}

document.getElementById("choice").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const answer = await ask("/ehr/choice", {
      request,
      user: document.getElementById("user").value,
      patient: document.getElementById("client")?.value ?? "",
    });
    location.replace(answer.to);
  } catch (refusal) {
    says.textContent =
      refusal.status === 400
        ? "This request is too old or was answered already. Begin again in Attune."
        : "The hospital does not answer.";
  }
});

begin().catch(() => {
  says.textContent = "The hospital's record cannot be read. Load this page anew.";
});
