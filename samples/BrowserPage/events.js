// Follows a clinic's events. A browser's own EventSource cannot send the header X-User-Token, so this reads the stream by fetch, as the WHATWG's
// standard says (HTML, section 9.2.6), and does what EventSource does: it comes back by itself, and goes on after the last event that it had.

/**
 * @param {string} service where the service is, such as https://notes.example.org
 * @param {string} token the token of a user whose role is service, admin or auditor
 * @param {string} after the position after which to begin; "0" for the beginning
 * @param {{event: (event: object) => void, state: (words: string) => void}} tell called for each event, a CloudEvent, in order and once; and
 *     when something changes about the connection
 * @param {AbortSignal} ended when nobody is interested any longer
 */
export async function follow(service, token, after, tell, ended) {
    let last = after;
    let wait = 500;
    while (!ended.aborted) {
        try {
            const answer = await fetch(`${service}/v1/clinic/events/stream`, {
                headers: { "X-User-Token": token, "Last-Event-ID": last, Accept: "text/event-stream" },
                cache: "no-store",
                signal: ended,
            });
            if (!answer.ok) {
                const refusal = JSON.stringify((await answer.json()).errors);
                if (answer.status < 500 && answer.status !== 429) return tell.state(`Refused (${answer.status}): ${refusal}`);
                throw new Error(refusal);
            }

            tell.state("Connected");
            for await (const message of messages(answer.body)) {
                // One that is not further on has come before: whoever answered did not go on just where this was.
                const isNew = !(Number(message.id) <= Number(last));
                if (isNew) last = message.id;
                if (isNew && message.data) tell.event(JSON.parse(message.data));
                wait = 500;
            }
        } catch (failure) {
            if (ended.aborted) break;
            console.info("The stream ended:", failure);
        }

        tell.state(`Reconnecting after position ${last}`);
        // With some chance in it, so that the readers of a service that starts do not all come at once.
        await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
        wait = Math.min(wait * 2, 30_000);
    }
}

/** The messages of a stream. Lines that begin with a colon are comments: they only show that the service is still there. */
async function* messages(body) {
    let rest = "";
    let message = {};
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        const lines = (rest + value).split("\n");
        rest = lines.pop();
        for (const line of lines) {
            if (line === "") {
                yield message;
                message = {};
            } else if (!line.startsWith(":")) {
                const colon = line.indexOf(":");
                const [field, value] = colon < 0 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
                message[field] = field === "data" && message.data !== undefined ? `${message.data}\n${value}` : value;
            }
        }
    }
}
