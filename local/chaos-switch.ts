import { CHAOS, type Misbehaviour, ORDINARY } from './misbehaviour.ts';

/** Chaos that is switched on and off while messages travel: each of them reads how it is then. */
export class ChaosSwitch {
  readonly #always: Partial<Misbehaviour>;
  readonly #now: { -readonly [Name in keyof Misbehaviour]: Misbehaviour[Name] };
  #isOn: boolean;

  /** @param always holds, whether chaos is on or off */
  constructor(isOn: boolean, always: Partial<Misbehaviour> = {}) {
    this.#always = always;
    this.#isOn = isOn;
    this.#now = { ...(isOn ? CHAOS : ORDINARY), ...always };
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** One object, whose members change. */
  get misbehaviour(): Misbehaviour {
    return this.#now;
  }

  turn(isOn: boolean): void {
    this.#isOn = isOn;
    Object.assign(this.#now, isOn ? CHAOS : ORDINARY, this.#always);
  }
}
