// Sends with RudderStack's client for Node: HOST KEY PERSON COUNT.
import Rudder from "@rudderstack/rudder-sdk-node";

const [host, writeKey, person, count] = process.argv.slice(2);
const Analytics = Rudder.default ?? Rudder;
const client = new Analytics(writeKey, { dataPlaneUrl: host, flushAt: 20, flushInterval: 500 });
const told = (send) => new Promise((resolve, reject) => send((error) => (error ? reject(error) : resolve())));
const calls = [told((done) => client.identify({ userId: person, traits: { mark: person } }, done))];
for (let number = 0; number < Number(count); number += 1) {
  const event = { userId: person, event: "Product Viewed", properties: { number, mark: person } };
  calls.push(told((done) => client.track(event, done)));
}
await Promise.all(calls);
process.exit(0);
