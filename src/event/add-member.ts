/** Gives an object a member of its own; `__proto__` is a name like any other, though assigning it would set the prototype. */
export function addMember(object: object, name: string, value: unknown): void {
  if (name !== '__proto__') (object as Record<string, unknown>)[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}
