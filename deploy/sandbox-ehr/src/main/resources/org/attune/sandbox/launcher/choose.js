import { ask, clients, make, nameOf, staff } from "./record.js";

const says = document.getElementById("says");
const request = new URLSearchParams(location.hash.slice(1)).get("request") ?? "";

function offer(select, people, type, words) {
  for (const each of people) {
    const option = make("option", words(each));
    option.value = type ? `${type}/${each.id}` : each.id;
    select.append(option);
  }
}

async function begin() {
  const [people, everybody] = await Promise.all([staff(), clients()]);
  offer(document.getElementById("user"), people, "Practitioner", (it) => `${nameOf(it)}, ${it.id}`);
  offer(document.getElementById("client"), everybody, "", (it) => `${nameOf(it)}, ${it.id}`);
}

document.getElementById("choice").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const answer = await ask("/ehr/choice", {
      request,
      user: document.getElementById("user").value,
      patient: document.getElementById("client").value,
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
