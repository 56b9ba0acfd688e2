/** Topics and subscriptions as Modigie hands them out, on the emulator of Pub/Sub. */

/** @param project of a test's own, so that tests run side by side */
export async function createNames(host: string, project: string) {
  const names = {
    topic: `projects/${project}/topics/enrich-mobile`,
    subscription: `projects/${project}/subscriptions/enrich-mobile-pull`,
    pushing: `projects/${project}/subscriptions/enrich-mobile-push`,
  };
  await put(host, names.topic, {});
  await put(host, names.subscription, { topic: names.topic });
  await put(host, names.pushing, { topic: names.topic, pushConfig: { pushEndpoint: 'http://127.0.0.1:9/' } });
  return names;
}

async function put(host: string, name: string, body: object): Promise<void> {
  const response = await fetch(`http://${host}/v1/${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
}
