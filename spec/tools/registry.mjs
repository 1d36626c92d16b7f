// The registry of reason codes, read from the options of their enum.

import { getOption } from '@bufbuild/protobuf';

const CODES = 'adjourn.v1.ReasonCode';
const OPTION = 'adjourn.v1.registry';

/** What the registry says of each code but 0, in words, by number. */
export function readRegistry(registry) {
  const codes = registry.getEnum(CODES);
  const option = registry.getExtension(OPTION);
  if (codes === undefined || option === undefined)
    throw new Error(`proto/ has no enum ${CODES}, or no option ${OPTION}: the reason codes are read from them.`);
  return codes.values
    .filter(({ number }) => number > 0)
    .map((value) => readCode(value, getOption(value, option), registry));
}

function readCode({ number, name }, info, registry) {
  const words = (type, values) => {
    const { values: all, sharedPrefix = '' } = registry.getEnum(`adjourn.v1.${type}`);
    const nameOf = (wanted) => all.find((one) => one.number === wanted)?.name ?? `${wanted}`;
    return values.map((one) => nameOf(one).slice(sharedPrefix.length).toLowerCase().replaceAll('_', ' ')).join(', ');
  };
  return {
    code: number,
    name: name.replace('REASON_CODE_', ''),
    message: info.message,
    set: words('ReasonSet', [info.set]),
    sources: words('ReasonSource', info.sources),
    causes: words('Cause', info.causes),
    basis: words('Basis', [info.basis]),
    scope: words('Scope', [info.scope]),
    comingBack: words('ComingBack', [info.comingBack]),
    ...(info.coreFallback === undefined ? {} : { coreFallback: info.coreFallback }),
    since: info.since,
  };
}
