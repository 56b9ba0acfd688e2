CREATE TABLE audit (
  name TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  actor TEXT,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
CREATE TABLE dead_letter_bodies (
  letter TEXT PRIMARY KEY REFERENCES dead_letters (id) ON DELETE CASCADE,
  digest TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE TABLE dead_letter_subjects (
  subject TEXT NOT NULL,
  letter TEXT NOT NULL REFERENCES dead_letters (id) ON DELETE CASCADE,
  PRIMARY KEY (subject, letter)
) STRICT, WITHOUT ROWID;
CREATE TABLE dead_letters (
  id TEXT PRIMARY KEY,
  revision TEXT NOT NULL,
  place TEXT NOT NULL,
  reason TEXT NOT NULL,
  source TEXT NOT NULL,
  state TEXT NOT NULL,
  expire_at REAL NOT NULL,
  document TEXT NOT NULL
) STRICT;
CREATE TABLE erasures (
  id TEXT PRIMARY KEY,
  revision TEXT NOT NULL,
  unfinished INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;
CREATE TABLE holds (
  name TEXT PRIMARY KEY,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE job_changes (
  key INTEGER NOT NULL,
  changed_at REAL NOT NULL,
  job_id INTEGER NOT NULL,
  PRIMARY KEY (key, changed_at, job_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE job_index (
  key INTEGER NOT NULL,
  job_id INTEGER NOT NULL,
  PRIMARY KEY (key, job_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE,
  revision TEXT NOT NULL,
  changed_at REAL NOT NULL,
  wake_shard INTEGER,
  wake_at REAL,
  wake_for TEXT,
  list_keys BLOB NOT NULL,
  find_keys BLOB NOT NULL,
  document TEXT NOT NULL,
  payload TEXT,
  job TEXT
) STRICT;
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE moves (
  direction TEXT NOT NULL,
  archive TEXT NOT NULL,
  begun_at REAL NOT NULL,
  ended_at REAL
) STRICT;
CREATE TABLE operations (
  id TEXT PRIMARY KEY,
  revision TEXT NOT NULL,
  place TEXT NOT NULL,
  wake_at REAL,
  document TEXT NOT NULL
) STRICT;
CREATE TABLE queue (
  id INTEGER PRIMARY KEY,
  subscription TEXT NOT NULL,
  due_at REAL NOT NULL,
  attempts INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  published_at TEXT NOT NULL,
  attributes TEXT NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE INDEX audit_action ON audit (action, id);
CREATE INDEX audit_actor ON audit (actor, id);
CREATE INDEX audit_id ON audit (id);
CREATE INDEX audit_target ON audit (target, id);
CREATE INDEX dead_letter_subjects_letter ON dead_letter_subjects (letter);
CREATE INDEX dead_letters_expiry ON dead_letters (expire_at);
CREATE INDEX dead_letters_place ON dead_letters (place);
CREATE INDEX dead_letters_reason ON dead_letters (reason, place);
CREATE INDEX dead_letters_source ON dead_letters (source, place);
CREATE INDEX dead_letters_state ON dead_letters (state, place);
CREATE INDEX erasures_unfinished ON erasures (id) WHERE unfinished = 1;
CREATE INDEX jobs_changed ON jobs (changed_at);
CREATE INDEX jobs_due ON jobs (wake_shard, wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX jobs_waiting ON jobs (wake_for, wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX operations_due ON operations (wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX operations_place ON operations (place);
CREATE INDEX queue_due ON queue (subscription, due_at);
PRAGMA application_id = 1296521009;
PRAGMA user_version = 1;
INSERT INTO meta VALUES ('openings', '1');
INSERT INTO meta VALUES ('repositoryId', 'golden');
INSERT INTO jobs VALUES (1, 'accepted', '1.1', 1772323320000.0, 7, 1772323380000.0, 'publish', X'77C4B4E4610526D131B366D06C923FF607DA8131D0C892AF7763CB9EE8B26ECE3EF8237C6243A914', X'09348C93CAA67ACE4306EFA2CD318C8685FF576E794423AF81BB6378DBA060F095F067A49C0448CD8758D378078EEEEFA70BD669BF70750549EE121D0305D34E845FE429A4CF89C094BA0D3310176493298D192F92D4698C9612131A257226508F1190A5CD2ECE7E', '{"held":null,"discard":null,"wake":{"at":1772323380000,"for":"publish","shard":7,"tries":0},"delivery":null,"endedAt":null,"endings":0,"purgedAt":null,"erased":false,"erasure":null,"retryAskedBy":null,"jobType":"enrichMobile","priority":null,"expireAfter":null,"fingerprint":"2a48dd4de75095a54239bd2c5a103ecc77e2bccc1816e69b259c083b81d35c0d","tags":["team=emea","list=march"],"requestedBy":null,"team":"team=emea","trace":null,"account":{"acceptedOn":"2026-03-01","reservedOn":"2026-03-01","dimensions":["team=emea"],"claimed":false,"overBudget":null},"lineage":{"rootId":"accepted","attempt":1,"retryOf":null,"retriedBy":null},"origin":"gateway","status":"accepted","requestedAt":1772323320000,"updatedAt":1772323320000,"quietSince":1772323320000,"format":2,"answer":null,"reused":null,"publish":{"form":"{\"topic\":\"projects/m/topics/enrichMobile\",\"before\":\"{\\\"payload\\\":\",\"after\":\"}\",\"attributes\":{}}","open":1,"messageIds":[],"count":0,"lastAt":null,"silences":0,"failure":null}}', '{"person":{"firstName":"Ingrid","lastName":"Lindqvist"},"employment":{"company":{"title":"Hollander Freight"}},"emailAddresses":[{"emailAddress":{"userFormat":"ann@acme.example"}}]}', NULL);
INSERT INTO jobs VALUES (2, 'published', '1.2', 1772323201000.0, 2, 1772344801000.0, 'silence', X'A9823B1126B16E0B31B366D06C923FF6', X'E90658DB983D39A7', '{"held":null,"discard":null,"wake":{"at":1772344801000,"for":"silence","shard":2,"tries":0},"delivery":null,"endedAt":null,"endings":0,"purgedAt":null,"erased":false,"erasure":null,"retryAskedBy":null,"jobType":"enrichMobile","priority":null,"expireAfter":null,"fingerprint":"2a48dd4de75095a54239bd2c5a103ecc77e2bccc1816e69b259c083b81d35c0d","tags":[],"requestedBy":null,"team":null,"trace":null,"account":null,"lineage":{"rootId":"published","attempt":1,"retryOf":null,"retriedBy":null},"origin":"gateway","status":"published","requestedAt":1772323200000,"updatedAt":1772323201000,"quietSince":1772323200000,"format":2,"answer":null,"reused":null,"publish":{"form":"{\"topic\":\"projects/m/topics/enrichMobile\",\"before\":\"{\\\"payload\\\":\",\"after\":\"}\",\"attributes\":{}}","open":1,"messageIds":["m-published"],"count":1,"lastAt":1772323201000,"silences":0,"failure":null}}', '{"person":{"firstName":"Ingrid","lastName":"Lindqvist"},"employment":{"company":{"title":"Hollander Freight"}}}', NULL);
INSERT INTO jobs VALUES (3, 'failed', '1.3', 1772323320000.0, 6, 1772323370493.0, 'retry', X'A8A1EB27422B897B31B366D06C923FF69E84E11DFCEF38CD', X'C1FDE4FACD1B0C83', '{"held":null,"discard":null,"wake":{"at":1772323370493,"for":"retry","shard":6,"tries":0},"delivery":null,"endedAt":1772323320000,"endings":1,"purgedAt":null,"erased":false,"erasure":null,"retryAskedBy":null,"jobType":"enrichMobile","priority":null,"expireAfter":null,"fingerprint":"2a48dd4de75095a54239bd2c5a103ecc77e2bccc1816e69b259c083b81d35c0d","tags":[],"requestedBy":null,"team":null,"trace":null,"account":null,"lineage":{"rootId":"failed","attempt":1,"retryOf":null,"retriedBy":null},"origin":"gateway","status":"failed","requestedAt":1772323200000,"updatedAt":1772323320000,"quietSince":1772323320000,"format":2,"answer":{"status":"failed","version":"2026-03-01T00:01:00.000000Z","reasonType":"JobFailReason","times":{},"eventCodes":"{}"},"reused":null,"publish":{"form":"{\"topic\":\"projects/m/topics/enrichMobile\",\"before\":\"{\\\"payload\\\":\",\"after\":\"}\",\"attributes\":{}}","open":1,"messageIds":["m-failed"],"count":1,"lastAt":1772323201000,"silences":0,"failure":null}}', '{"person":{"firstName":"Ingrid","lastName":"Lindqvist"},"employment":{"company":{"title":"Hollander Freight"}}}', '{"id":"lead-1","jobType":"enrichMobile","status":"failed","updateTime":"2026-03-01T00:01:00.000000Z","reason":{"reasonType":"JobFailReason"}}');
INSERT INTO jobs VALUES (4, 'completed', '1.4', 1772323320000.0, 0, 1772323380000.0, 'deliver', X'B23766CE946AC08D31B366D06C923FF6', X'09348C93CAA67ACE4306EFA2CD318C8685FF576E794423AF81BB6378DBA060F003AE71C5A3237DBDD2364662CF901019F8ECC7CC30C3DBD0A10FF7772D6134A3845FE429A4CF89C094BA0D3310176493298D192F92D4698C9612131A2572265063526E1A624DA540B16D9DD5E5A29BE56991B3F56FB61AE90D4EE018E34D5610A0758EA464141802D8AF1787E67CCC8A0D1457A327D654E034FE4E551674816148946840192B87FD', '{"held":null,"discard":null,"wake":{"at":1772323380000,"for":"deliver","shard":0,"tries":0},"delivery":null,"endedAt":1772323320000,"endings":1000000000,"purgedAt":null,"erased":false,"erasure":null,"retryAskedBy":null,"jobType":"enrichMobile","priority":null,"expireAfter":null,"fingerprint":"2a48dd4de75095a54239bd2c5a103ecc77e2bccc1816e69b259c083b81d35c0d","tags":[],"requestedBy":null,"team":null,"trace":null,"account":{"acceptedOn":"2026-03-01","reservedOn":"2026-03-01","dimensions":["team=emea"],"claimed":false,"overBudget":null},"lineage":{"rootId":"completed","attempt":1,"retryOf":null,"retriedBy":null},"origin":"gateway","status":"completed","requestedAt":1772323200000,"updatedAt":1772323320000,"quietSince":1772323320000,"format":2,"answer":{"status":"completed","version":"2026-03-01T00:01:00.000000Z","reasonType":null,"times":{},"eventCodes":"{}"},"reused":null,"publish":{"form":"{\"topic\":\"projects/m/topics/enrichMobile\",\"before\":\"{\\\"payload\\\":\",\"after\":\"}\",\"attributes\":{}}","open":1,"messageIds":["m-completed"],"count":1,"lastAt":1772323201000,"silences":0,"failure":null}}', '{"person":{"firstName":"Ingrid","lastName":"Lindqvist"},"employment":{"company":{"title":"Hollander Freight"}}}', '{"id":"lead-1","jobType":"enrichMobile","status":"completed","updateTime":"2026-03-01T00:01:00.000000Z","reason":null}');
INSERT INTO jobs VALUES (5, 'held', '1.5', 1772323320000.0, 4, 1775001720000.0, 'publish', X'77C4B4E4610526D131B366D06C923FF6', X'70797DE9804C106D09348C93CAA67ACE85FF576E794423AF95F067A49C0448CDA70BD669BF707505845FE429A4CF89C0298D192F92D4698C', '{"held":"enrichMobile","discard":null,"wake":{"at":1775001720000,"for":"publish","shard":4,"tries":0},"delivery":null,"endedAt":null,"endings":0,"purgedAt":null,"erased":false,"erasure":null,"retryAskedBy":null,"jobType":"enrichMobile","priority":null,"expireAfter":null,"fingerprint":"2a48dd4de75095a54239bd2c5a103ecc77e2bccc1816e69b259c083b81d35c0d","tags":[],"requestedBy":null,"team":null,"trace":null,"account":{"acceptedOn":"2026-03-01","reservedOn":"2026-03-01","dimensions":[],"claimed":false,"overBudget":null},"lineage":{"rootId":"held","attempt":1,"retryOf":null,"retriedBy":null},"origin":"gateway","status":"accepted","requestedAt":1772323320000,"updatedAt":1772323320000,"quietSince":1772323320000,"format":2,"answer":null,"reused":null,"publish":{"form":"{\"topic\":\"projects/m/topics/enrichMobile\",\"before\":\"{\\\"payload\\\":\",\"after\":\"}\",\"attributes\":{}}","open":0,"messageIds":[],"count":0,"lastAt":null,"silences":0,"failure":null}}', '{"person":{"firstName":"Ingrid","lastName":"Lindqvist"},"employment":{"company":{"title":"Hollander Freight"}}}', NULL);
INSERT INTO jobs VALUES (6, 'purged', '1.6', 1772323200000.0, NULL, NULL, NULL, X'AC6D40D97C7742AB31B366D06C923FF6C4B5AF5AFBD94D8F', X'F3E0DEF9BB2966F8', '{"held":null,"discard":null,"wake":null,"delivery":null,"endedAt":1772323320000,"endings":1,"purgedAt":1772323200000,"erased":false,"erasure":null,"retryAskedBy":null,"jobType":"enrichMobile","priority":null,"expireAfter":null,"fingerprint":"2a48dd4de75095a54239bd2c5a103ecc77e2bccc1816e69b259c083b81d35c0d","tags":[],"requestedBy":null,"team":null,"trace":null,"account":null,"lineage":{"rootId":"purged","attempt":1,"retryOf":null,"retriedBy":null},"origin":"gateway","status":"canceled","requestedAt":1772323200000,"updatedAt":1772323200000,"quietSince":1772323320000,"format":2,"answer":{"status":"canceled","version":"2026-03-01T00:01:00.000000Z","reasonType":null,"times":{},"eventCodes":"{}"},"reused":null,"publish":{"form":"{\"topic\":\"projects/m/topics/enrichMobile\",\"before\":\"{\\\"payload\\\":\",\"after\":\"}\",\"attributes\":{}}","open":1,"messageIds":["m-purged"],"count":1,"lastAt":1772323201000,"silences":0,"failure":null}}', NULL, NULL);
INSERT INTO job_index VALUES (-9098569251440008976, 1);
INSERT INTO job_index VALUES (-9098569251440008976, 4);
INSERT INTO job_index VALUES (-8908150670405695040, 1);
INSERT INTO job_index VALUES (-8908150670405695040, 4);
INSERT INTO job_index VALUES (-8908150670405695040, 5);
INSERT INTO job_index VALUES (-8791211815611391057, 1);
INSERT INTO job_index VALUES (-8791211815611391057, 4);
INSERT INTO job_index VALUES (-8791211815611391057, 5);
INSERT INTO job_index VALUES (-8693966568162398481, 1);
INSERT INTO job_index VALUES (-8137564009895375234, 1);
INSERT INTO job_index VALUES (-7729851297463573357, 1);
INSERT INTO job_index VALUES (-7729851297463573357, 4);
INSERT INTO job_index VALUES (-7642494610957907763, 1);
INSERT INTO job_index VALUES (-7642494610957907763, 5);
INSERT INTO job_index VALUES (-7633017415421254064, 1);
INSERT INTO job_index VALUES (-7633017415421254064, 4);
INSERT INTO job_index VALUES (-7024241999877293875, 3);
INSERT INTO job_index VALUES (-6884439618661115902, 4);
INSERT INTO job_index VALUES (-6840977217717979997, 4);
INSERT INTO job_index VALUES (-6409793894960040699, 1);
INSERT INTO job_index VALUES (-6409793894960040699, 5);
INSERT INTO job_index VALUES (-6295492250240841349, 3);
INSERT INTO job_index VALUES (-6232353989477700085, 2);
INSERT INTO job_index VALUES (-6022085823884213589, 6);
INSERT INTO job_index VALUES (-5661695614528611355, 4);
INSERT INTO job_index VALUES (-5604898173799972723, 4);
INSERT INTO job_index VALUES (-4468163489447605117, 3);
INSERT INTO job_index VALUES (-4272315866183807601, 6);
INSERT INTO job_index VALUES (-3299372286799245287, 4);
INSERT INTO job_index VALUES (-2833019768137790326, 4);
INSERT INTO job_index VALUES (-1655538112836847193, 2);
INSERT INTO job_index VALUES (-873453163541600520, 6);
INSERT INTO job_index VALUES (-509812977994310704, 4);
INSERT INTO job_index VALUES (265274521720946109, 4);
INSERT INTO job_index VALUES (565906754144604847, 1);
INSERT INTO job_index VALUES (663309611518294734, 1);
INSERT INTO job_index VALUES (663309611518294734, 4);
INSERT INTO job_index VALUES (663309611518294734, 5);
INSERT INTO job_index VALUES (942474580286919904, 4);
INSERT INTO job_index VALUES (958950168173827600, 4);
INSERT INTO job_index VALUES (2994077019388799372, 1);
INSERT INTO job_index VALUES (2994077019388799372, 4);
INSERT INTO job_index VALUES (2994077019388799372, 5);
INSERT INTO job_index VALUES (3581319174050430966, 1);
INSERT INTO job_index VALUES (3581319174050430966, 2);
INSERT INTO job_index VALUES (3581319174050430966, 3);
INSERT INTO job_index VALUES (3581319174050430966, 4);
INSERT INTO job_index VALUES (3581319174050430966, 5);
INSERT INTO job_index VALUES (3581319174050430966, 6);
INSERT INTO job_index VALUES (3818575661412680033, 4);
INSERT INTO job_index VALUES (4537415641707292948, 1);
INSERT INTO job_index VALUES (4829811132907752582, 1);
INSERT INTO job_index VALUES (4829811132907752582, 4);
INSERT INTO job_index VALUES (5229919691793467389, 4);
INSERT INTO job_index VALUES (5327215325039940430, 1);
INSERT INTO job_index VALUES (7156903817442600256, 4);
INSERT INTO job_index VALUES (7607059112328043241, 4);
INSERT INTO job_index VALUES (8104647446263238765, 5);
INSERT INTO job_index VALUES (8602943596577058510, 1);
INSERT INTO job_index VALUES (8630221678921983697, 1);
INSERT INTO job_index VALUES (8630221678921983697, 5);
INSERT INTO job_changes VALUES (-7024241999877293875, 1772323320000.0, 3);
INSERT INTO job_changes VALUES (-6295492250240841349, 1772323320000.0, 3);
INSERT INTO job_changes VALUES (-6232353989477700085, 1772323201000.0, 2);
INSERT INTO job_changes VALUES (-6022085823884213589, 1772323200000.0, 6);
INSERT INTO job_changes VALUES (-5604898173799972723, 1772323320000.0, 4);
INSERT INTO job_changes VALUES (-4272315866183807601, 1772323200000.0, 6);
INSERT INTO job_changes VALUES (565906754144604847, 1772323320000.0, 1);
INSERT INTO job_changes VALUES (3581319174050430966, 1772323200000.0, 6);
INSERT INTO job_changes VALUES (3581319174050430966, 1772323201000.0, 2);
INSERT INTO job_changes VALUES (3581319174050430966, 1772323320000.0, 1);
INSERT INTO job_changes VALUES (3581319174050430966, 1772323320000.0, 3);
INSERT INTO job_changes VALUES (3581319174050430966, 1772323320000.0, 4);
INSERT INTO job_changes VALUES (3581319174050430966, 1772323320000.0, 5);
INSERT INTO job_changes VALUES (4537415641707292948, 1772323320000.0, 1);
INSERT INTO job_changes VALUES (8602943596577058510, 1772323320000.0, 1);
INSERT INTO job_changes VALUES (8630221678921983697, 1772323320000.0, 1);
INSERT INTO job_changes VALUES (8630221678921983697, 1772323320000.0, 5);
INSERT INTO holds VALUES ('enrichMobile', '{"name":"enrichMobile","origin":"operator","by":"ops@acme.example","reason":"numbers come back empty","since":1772323200000,"until":null,"ended":null,"format":1}');
INSERT INTO audit VALUES ('f4cec471a4fa6196c543de7d-intent', '2026-03-01T00:00:00.000Z~f4cec471a4fa6196c543de7d~1', 'ops@acme.example', 'retry', 'failed', '{"format":1,"id":"2026-03-01T00:00:00.000Z~f4cec471a4fa6196c543de7d~1","entry":{"actor":"ops@acme.example","action":"retry","target":"failed","reason":"ünïcode","via":"api","operation":"f4cec471a4fa6196c543de7d","at":1772323200000,"step":"intent","outcome":null}}');
INSERT INTO operations VALUES ('op_8f874d2624870c791ab8906b', '1.7', '2026-03-01T00:00:00.000Z~op_8f874d2624870c791ab8906b', 1772323200000.0, '{"format":1,"operation":"{\"kind\":\"retry\",\"selection\":{\"by\":\"ids\",\"requestIds\":[\"lead-1\",\"lead-2\",\"lead-3\"]},\"actor\":\"ops@acme.example\",\"team\":\"every\",\"reason\":\"ünïcode\",\"limit\":null,\"ratePerMinute\":null,\"dryRun\":false,\"fingerprint\":\"f\",\"id\":\"op_8f874d2624870c791ab8906b\",\"asOf\":1772323200000,\"state\":\"pending\",\"done\":0,\"skipped\":{},\"failed\":{},\"page\":{\"items\":[],\"next\":\"\",\"tries\":0},\"pages\":0,\"wake\":{\"at\":1772323200000,\"claimed\":false},\"lastError\":null,\"finishedAt\":null}"}');
INSERT INTO erasures VALUES ('er-20260301T000000000Z-0dbdc5ebaf', '1.8', 0, '{"format":1,"erasure":{"personKeys":["1:abcdefghijklmnopqrstuv"],"rootIds":["failed"],"reason":"R","actor":null,"id":"er-20260301T000000000Z-0dbdc5ebaf","state":"ready","places":[],"runs":0,"createdAt":1772323200000,"lastRunAt":null,"completedAt":null,"dueAt":1774915200000}}');
INSERT INTO dead_letters VALUES ('c2a6a096a0b2c0334901c020', '1.9', '2026-03-01T00:00:00.000Z~c2a6a096a0b2c0334901c020', 'not-json', 'intake-jobs', 'waiting', 1780099200000.0, '{"format":1,"letter":{"id":"c2a6a096a0b2c0334901c020","source":"intake-jobs","reason":"not-json","detail":null,"messageId":"in-1","publishTime":"2026-03-01T00:00:00.000000Z","attributes":"{\"a.b\":\"\\\"\"}","bytes":22,"receivedAt":1772323200000,"expireAt":1780099200000,"generation":1,"redriveOf":null,"state":"waiting","settledAt":null,"claim":null,"claims":0,"redrivenAs":[],"corrected":false}}');
INSERT INTO dead_letter_bodies VALUES ('c2a6a096a0b2c0334901c020', 'a649c0c8ad555988e4436b3da617a024812b618c8e1234cb1d626c8bdd2652f8', X'7B22726571756573744964223A226C6561642D39227D');
INSERT INTO dead_letter_subjects VALUES ('hzK4RnfY3YpwJpW2PDTohJ', 'c2a6a096a0b2c0334901c020');
INSERT INTO queue VALUES (1, 'crm', 1772323200000.0, 0, '1.10', '2026-03-01T00:00:00.000000Z', '{"a.b":"\""}', X'7B22726571756573744964223A226C6561642D39227D');
