// A CommonJS program of a compiler that knows no require() of an ES module: it imports late.

async function main(): Promise<void> {
  const { ReasonCode } = await import('adjourn-types/es');
  const { cases } = await import('adjourn/suite');
  if (ReasonCode.REMOVE_PEER !== 1002 || cases.length < 100) throw new Error(`${cases.length} cases`);
}
main();
