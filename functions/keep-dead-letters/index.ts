import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { readConfig } from '../../shared/config/read-config.ts';
import { LARGEST_PUSH } from '../../shared/http/push-envelope.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import { openLedger } from '../cloud/ledger.ts';
import { openDeadLetters } from '../cloud/open-dead-letters.ts';
import { pushVerifier } from '../cloud/push-verifier.ts';
import { keepDeadLettersHandler } from './handler.ts';

serveFunction(() => {
  const config = readConfig('keep-dead-letters', process.env);
  const ledger = openLedger('keep-dead-letters', config);
  const { telemetry } = ledger;
  const context = { deadLetters: openDeadLetters(ledger, config), clock: systemClock, telemetry };
  return keepDeadLettersHandler(context, pushVerifier(config));
}, LARGEST_PUSH);
