// Writes seeds/us_states.json: the land and the state borders, simplified. Run by hand, in a folder
// where `npm install us-atlas@3.0.1 topojson-client@3.1.0 topojson-simplify@3.0.3` was run:
//   node us_states.mjs > us_states.json
// The numbers are degrees, unprojected: matcher/web/maps projects outlines and pins alike.

import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const client = require("topojson-client");
const simplify = require("topojson-simplify");

const PARTS = 1000; // of a degree
const SMALLEST_DETAIL = 1.6e-6; // steradians, about 25 square miles
const SMALLEST_ISLAND = 1.5e-6; // steradians

const whole = require("us-atlas/states-10m.json");
const weighed = simplify.presimplify(whole, simplify.sphericalTriangleArea);
const kept = simplify.filter(
  simplify.simplify(weighed, SMALLEST_DETAIL),
  simplify.filterWeight(weighed, SMALLEST_ISLAND, simplify.sphericalRingArea),
);

// The first point whole, the others as steps from the one before.
function steps(line) {
  let [left, top] = [0, 0];
  return line.flatMap(([longitude, latitude]) => {
    const [x, y] = [Math.round(longitude * PARTS), Math.round(latitude * PARTS)];
    const step = [x - left, y - top];
    [left, top] = [x, y];
    return step;
  });
}

const { states } = kept.objects;
const land = client.merge(kept, states.geometries).coordinates.flat();
const borders = client.mesh(kept, states, (one, other) => one !== other).coordinates;
const written = { parts: PARTS, land: land.map(steps), borders: borders.map(steps) };
process.stdout.write(`${JSON.stringify(written)}\n`);
