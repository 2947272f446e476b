import { follow } from "./events.js";

const form = document.querySelector("form");
const state = document.querySelector("[role=status]");
const list = document.querySelector("ol");
let following = new AbortController();

form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    following.abort();
    following = new AbortController();
    list.replaceChildren();
    const { service, token, after } = Object.fromEntries(new FormData(form));
    const tell = {
        state: (words) => (state.textContent = words),
        event: (event) => list.prepend(row(event)),
    };
    follow(service.replace(/\/$/, ""), token, after, tell, following.signal);
});

// Whatever an event says is put in as text, never as HTML.
function row(event) {
    const item = document.createElement("li");
    item.dataset.position = event.sequence;
    for (const text of [event.sequence, event.time, event.type, event.subject ?? ""]) {
        const part = document.createElement("span");
        part.textContent = text;
        item.append(part);
    }
    return item;
}
