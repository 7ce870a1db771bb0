// Sends with the official client for Node: HOST KEY PERSON COUNT.
import { Analytics } from "@segment/analytics-node";

const [host, writeKey, person, count] = process.argv.slice(2);
const analytics = new Analytics({ writeKey, host });
analytics.on("error", (error) => {
  console.error(error);
  process.exitCode = 1;
});
analytics.identify({ userId: person, traits: { mark: person } });
for (let number = 0; number < Number(count); number += 1) {
  analytics.track({ userId: person, event: "Product Viewed", properties: { number, mark: person } });
}
analytics.page({ userId: person, name: "Home", properties: { mark: person } });
analytics.group({ userId: person, groupId: "fernweh", traits: { mark: person } });
await analytics.closeAndFlush({ timeout: 20000 });
