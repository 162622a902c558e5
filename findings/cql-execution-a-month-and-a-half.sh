# A month and a half after 31 January is 15 March in cql-execution and 28 February in fhirpath.
#
# With: cql-execution 3.3.2, fhirpath 5.2.2, on Node 20
# Guess: CQL and FHIRPath, both of HL7, share their rules of adding to dates; "any decimal
#   portion" of years, months and days is ignored there, so 1.5 months are one month
# Docs: floating-point numbers are among the limitations that it names; of fractions of a
#   length nothing
# Seen: it adds the whole month and then half of thirty days, and 182 days for half a year,
#   without a word; fhirpath leaves the fraction out, and warns
# Here: a visit half a year after acceptance is due on another day with each engine of the
#   same standards, here in August and there on the day of acceptance
#
# Its output:
#   2026-01-31 + 1 month     cql-execution 2026-02-28  fhirpath 2026-02-28
#   2026-01-31 + 1.5 months  cql-execution 2026-03-15  fhirpath 2026-02-28
#   2026-01-31 + 0.5 years   cql-execution 2026-08-01  fhirpath 2026-01-31
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" \
  'cql-execution@3.3.2' 'fhirpath@5.2.2'
cd "$work"
node --input-type=module - <<'JS'
import cql from 'cql-execution';
import fhirpath from 'fhirpath';

const whole = (value) => ({
  type: 'Literal', valueType: '{urn:hl7-org:elm-types:r1}Integer', value: String(value),
});
const start = { type: 'Date', year: whole(2026), month: whole(1), day: whole(31) };
const asked = [
  [1, 'month', '2026-02-28', '2026-02-28'],
  [1.5, 'months', '2026-03-15', '2026-02-28'],
  [0.5, 'years', '2026-08-01', '2026-01-31'],
];
const library = new cql.Library({
  library: {
    identifier: { id: 'Visits', version: '1' },
    schemaIdentifier: { id: 'urn:hl7-org:elm', version: 'r1' },
    usings: { def: [{ localIdentifier: 'System', uri: 'urn:hl7-org:elm-types:r1' }] },
    statements: {
      def: asked.map(([value, unit]) => ({
        name: `${value} ${unit}`,
        context: 'Unfiltered',
        accessLevel: 'Public',
        expression: { type: 'Add', operand: [start, { type: 'Quantity', value, unit }] },
      })),
    },
  },
});
const { unfilteredResults } = await new cql.Executor(library).exec(new cql.PatientSource([]));
let warnings = 0;
console.warn = () => { warnings += 1; };
let found = true;
for (const [value, unit, cqlDay, pathDay] of asked) {
  const length = `${value} ${unit}`;
  const seen = [
    unfilteredResults[length].toString(),
    fhirpath.evaluate({}, `@2026-01-31 + ${length}`)[0].toString(),
  ];
  console.log(`2026-01-31 + ${length.padEnd(10)}  cql-execution ${seen[0]}  fhirpath ${seen[1]}`);
  found &&= seen[0] === cqlDay && seen[1] === pathDay;
}
found &&= warnings === 2;
console.log(found ? 'as found' : 'no longer as found');
process.exit(found ? 0 : 1);
JS
