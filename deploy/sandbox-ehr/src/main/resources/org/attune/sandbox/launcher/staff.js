import { ask, make, read } from "./record.js";

const says = document.getElementById("says");
const user = document.getElementById("user");
const request = new URLSearchParams(location.hash.slice(1)).get("request") ?? "";

async function begin() {
  for (const each of await read("/sso/people")) {
    const option = make("option", `${each.words} (${each.id})`);
    option.value = each.id;
    user.append(option);
  }
}

document.getElementById("choice").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const answer = await ask("/sso/choice", { request, user: user.value });
    location.replace(answer.to);
  } catch (refusal) {
    says.textContent =
      refusal.status === 400
        ? "This request is too old or was answered already. Begin again in Attune."
        : "The hospital does not answer.";
  }
});

begin().catch(() => {
  says.textContent = "The hospital's sign-in cannot be read. Load this page anew.";
});
