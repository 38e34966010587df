import { answerOf, optionsOf } from "./passkey/wire";

interface Options {
  publicKey: Record<string, unknown>;
}

const NOT_HERE = "This browser or address has no passkeys. They need a browser of the last years and a secure connection.";
const NOT_DONE = "Nothing came back from your device. Try once more, or take another way.";
const KNOWN = "This device has a passkey for you already.";
const NO_CONNECTION = "No connection. Try again in a moment.";

/**
 * Lets a device show who somebody is, and sends its answer with the form.
 *
 *     <vig-passkey act="create">           "create", "get", or "sign-in", which fetches its options from the form's address
 *       <script type="application/json">{"publicKey": …}</script>
 *       <form method="post" action="…"><input type="hidden" name="credential"><button>Use a passkey</button>
 *         <p data-said hidden></p></form>
 *     </vig-passkey>
 */
class VigPasskey extends HTMLElement {
  connectedCallback(): void {
    this.#form?.addEventListener("submit", this.#askFirst);
  }

  get #form(): HTMLFormElement | null {
    return this.querySelector("form");
  }

  #askFirst = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#ask();
  };

  async #ask(): Promise<void> {
    const input = this.querySelector<HTMLInputElement>("input[name=credential]");
    if (!input || !this.#form) return;
    this.#say("");
    if (!("credentials" in navigator)) return this.#say(NOT_HERE);
    try {
      const credential = await this.#credential();
      if (!credential) return this.#say(NOT_DONE);
      input.value = JSON.stringify(answerOf(credential as PublicKeyCredential));
      this.#form.submit();
    } catch (error) {
      this.#say(sentenceFor(error));
    }
  }

  async #credential(): Promise<Credential | null> {
    const act = this.getAttribute("act");
    const { publicKey } = act === "sign-in" ? await this.#fetched() : this.#written();
    const options = optionsOf(publicKey);
    if (act === "create") {
      options["authenticatorSelection"] = { residentKey: "preferred", userVerification: "preferred" };
      return navigator.credentials.create({ publicKey: options as unknown as PublicKeyCredentialCreationOptions });
    }
    return navigator.credentials.get({ publicKey: options as unknown as PublicKeyCredentialRequestOptions });
  }

  #written(): Options {
    return JSON.parse(this.querySelector("script")?.textContent ?? "") as Options;
  }

  async #fetched(): Promise<Options> {
    const answer = await fetch(this.#form?.action ?? "", { headers: { Accept: "application/json" } });
    return ((await answer.json()) as { request_options: Options }).request_options;
  }

  #say(sentence: string): void {
    const place = this.querySelector<HTMLElement>("[data-said]");
    if (!place) return;
    place.textContent = sentence;
    place.hidden = sentence === "";
  }
}

function sentenceFor(error: unknown): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "InvalidStateError") return KNOWN;
  if (name === "SecurityError" || name === "NotSupportedError") return NOT_HERE;
  if (name === "NotAllowedError" || name === "AbortError") return NOT_DONE;
  if (error instanceof TypeError) return NO_CONNECTION;
  throw error;
}

customElements.define("vig-passkey", VigPasskey);
