/** @returns the first answer of a program that is starting */
export async function firstAnswer(url: string, init: RequestInit): Promise<Response> {
  for (let tries = 0; tries < 10_000; tries += 1) {
    try {
      return await fetch(url, init);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  throw new Error(`${url} never answered.`);
}
