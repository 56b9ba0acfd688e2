export async function startEmulatorStack(_: object): Promise<any> { throw new Error(); }
