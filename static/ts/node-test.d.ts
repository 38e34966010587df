/** The little of Node's test runner that our unit tests use, so that no package of types is needed for it. */
declare module "node:test" {
  export function test(name: string, body: () => void | Promise<void>): void;
}

declare module "node:assert/strict" {
  const assert: {
    equal(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    ok(value: unknown, message?: string): void;
    throws(act: () => unknown, kind: new (...given: never[]) => Error): void;
    rejects(promise: Promise<unknown>): Promise<void>;
  };
  export default assert;
}
