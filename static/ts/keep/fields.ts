export type Fields = readonly (readonly [name: string, value: string])[];

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const NEVER = ["password", "file", "hidden", "submit", "button", "reset", "image"];

/** A form in which somebody may write for long: one with a text area that is sent to be saved. */
export function isWorthKeeping(form: HTMLFormElement): boolean {
  return form.method === "post" && form.querySelector("textarea") !== null;
}

/** What stands in it now; never a password, a file's name, or what the page itself put there. */
export function written(form: HTMLFormElement): Fields {
  return controls(form).flatMap((control) => (isChosen(control) ? [[control.name, control.value] as const] : []));
}

export function writeBack(form: HTMLFormElement, fields: Fields): void {
  for (const control of controls(form)) {
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (control instanceof HTMLInputElement && isTick(control)) control.checked = values.includes(control.value);
    else if (values[0] !== undefined) control.value = values[0];
  }
}

function controls(form: HTMLFormElement): Control[] {
  const all = Array.from(form.elements) as Control[];
  return all.filter(({ name, type, localName }) => name && isControl(localName) && !NEVER.includes(type));
}

function isControl(localName: string): boolean {
  return ["input", "textarea", "select"].includes(localName);
}

function isChosen(control: Control): boolean {
  return !(control instanceof HTMLInputElement && isTick(control)) || control.checked;
}

function isTick(control: HTMLInputElement): boolean {
  return control.type === "checkbox" || control.type === "radio";
}
