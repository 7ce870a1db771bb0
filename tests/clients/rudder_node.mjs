// Sends with RudderStack's client for Node: HOST KEY PERSON COUNT.
import Rudder from "@rudderstack/rudder-sdk-node";

const [host, writeKey, person, count] = process.argv.slice(2);
const Analytics = Rudder.default ?? Rudder;
const client = new Analytics(writeKey, { dataPlaneUrl: host, flushAt: 20, flushInterval: 500 });
client.identify({ userId: person, traits: { mark: person } });
for (let number = 0; number < Number(count); number += 1) {
  client.track({ userId: person, event: "Product Viewed", properties: { number, mark: person } });
}
await new Promise((resolve, reject) => client.flush((error) => (error ? reject(error) : resolve())));
process.exit(0);
