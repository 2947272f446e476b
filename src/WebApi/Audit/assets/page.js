// Steps through a timeline by the keyboard. Without it the pages do the same by their links.
(() => {
    "use strict";
    const steps = [...document.querySelectorAll(".step > article")];
    let current = -1;

    const mark = (index) => {
        if (current >= 0) steps[current].removeAttribute("aria-current");
        current = index;
        steps[index].setAttribute("aria-current", "step");
    };

    const show = (index) => {
        mark(index);
        steps[index].focus({ preventScroll: true });
        steps[index].scrollIntoView({ block: "nearest" });
    };

    const follow = (rel, hash) => {
        const link = document.querySelector(`a[rel=${rel}]`);
        if (link) location.assign(link.href + hash);
    };

    const move = (by) => {
        const index = current + by;
        if (index >= 0 && index < steps.length) show(index);
        else if (steps.length > 0 && current >= 0) follow(by > 0 ? "next" : "prev", by > 0 ? "#first" : "#last");
    };

    const actions = {
        j: () => move(1),
        ArrowRight: () => move(1),
        k: () => move(-1),
        ArrowLeft: () => move(-1),
        v: () => current >= 0 && steps[current].querySelector("a.verify")?.click(),
        "/": () => document.getElementById("find")?.select(),
    };

    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea, .wide")) return;
        const action = Object.hasOwn(actions, event.key) ? actions[event.key] : null;
        if (!action) return;
        event.preventDefault();
        action();
    });

    // Stepping goes on from where a click or the tabulator key went.
    steps.forEach((step, index) => step.addEventListener("focusin", () => mark(index)));

    const named = decodeURIComponent(location.hash.slice(1));
    const index = named === "first" ? 0 : named === "last" ? steps.length - 1 : steps.findIndex((step) => step.id === named);
    if (index in steps) show(index);
})();
