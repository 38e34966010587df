/** Passkeys speak in bytes, forms and JSON in base64url: what the server sends, and what it gets back. */

type Json = Record<string, unknown>;

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

export function textOf(bytes: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Options as the server writes them, with challenge, user and keys as the bytes that a browser wants. */
export function optionsOf(publicKey: Json): Json {
  const options: Json = { ...publicKey, challenge: bytesOf(String(publicKey["challenge"])) };
  const user = publicKey["user"] as Json | undefined;
  if (user) options["user"] = { ...user, id: bytesOf(String(user["id"])) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    const keys = publicKey[list] as Json[] | undefined;
    if (keys) options[list] = keys.map((key) => ({ ...key, id: bytesOf(String(key["id"])) }));
  }
  return options;
}

/** What the browser answered, as the server reads it. */
export function answerOf(credential: PublicKeyCredential): Json {
  const response: Json = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const bytes = (credential.response as unknown as Record<string, ArrayBuffer | null>)[part];
    if (bytes) response[part] = textOf(bytes);
  }
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}
