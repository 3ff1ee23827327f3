// Tables of the embedded engine: one a label, one a relationship type, typed; and the few functions that
// Neo4j has and this engine spells otherwise. A test holds this file against explorer/model.py.

CREATE NODE TABLE IF NOT EXISTS Zielnetz (
  uid STRING PRIMARY KEY,
  version INT64
);
CREATE NODE TABLE IF NOT EXISTS Plan (
  uid STRING PRIMARY KEY,
  code STRING,
  title STRING,
  title_en STRING,
  description STRING,
  description_en STRING,
  revision INT64,
  updated_at STRING,
  latest_year INT64,
  mapping STRING
);
CREATE NODE TABLE IF NOT EXISTS Change (
  uid STRING PRIMARY KEY,
  plan STRING,
  revision INT64,
  at STRING,
  who STRING,
  what STRING,
  before STRING,
  after STRING
);
CREATE NODE TABLE IF NOT EXISTS StrategicGoal (
  uid STRING PRIMARY KEY,
  plan STRING,
  code STRING,
  title STRING,
  title_en STRING,
  description STRING,
  since INT64,
  until INT64,
  source_url STRING,
  source_year STRING,
  certainty STRING,
  number INT64,
  revision INT64,
  updated_at STRING,
  reworded INT64
);
CREATE NODE TABLE IF NOT EXISTS FieldOfAction (
  uid STRING PRIMARY KEY,
  plan STRING,
  code STRING,
  title STRING,
  title_en STRING,
  description STRING,
  since INT64,
  until INT64,
  source_url STRING,
  source_year STRING,
  certainty STRING,
  revision INT64,
  updated_at STRING,
  reworded INT64
);
CREATE NODE TABLE IF NOT EXISTS OperativeGoal (
  uid STRING PRIMARY KEY,
  plan STRING,
  code STRING,
  title STRING,
  title_en STRING,
  description STRING,
  since INT64,
  until INT64,
  source_url STRING,
  source_year STRING,
  certainty STRING,
  level STRING,
  year INT64,
  target STRING,
  baseline_year INT64,
  due_year INT64,
  revision INT64,
  updated_at STRING,
  reworded INT64
);
CREATE NODE TABLE IF NOT EXISTS Measure (
  uid STRING PRIMARY KEY,
  plan STRING,
  code STRING,
  title STRING,
  title_en STRING,
  description STRING,
  since INT64,
  until INT64,
  source_url STRING,
  source_year STRING,
  certainty STRING,
  status STRING,
  budget_eur DOUBLE,
  indicator STRING,
  revision INT64,
  updated_at STRING,
  reworded INT64
);
CREATE NODE TABLE IF NOT EXISTS Department (
  uid STRING PRIMARY KEY,
  plan STRING,
  code STRING,
  title STRING,
  title_en STRING,
  description STRING,
  since INT64,
  until INT64,
  source_url STRING,
  source_year STRING,
  certainty STRING,
  kind STRING,
  number STRING,
  revision INT64,
  updated_at STRING,
  reworded INT64
);
CREATE NODE TABLE IF NOT EXISTS Decision (
  uid STRING PRIMARY KEY,
  plan STRING,
  code STRING,
  title STRING,
  title_en STRING,
  description STRING,
  since INT64,
  until INT64,
  source_url STRING,
  source_year STRING,
  certainty STRING,
  date STRING,
  body STRING,
  paper STRING,
  result STRING,
  revision INT64,
  updated_at STRING,
  reworded INT64
);
CREATE REL TABLE IF NOT EXISTS PURSUED_IN (
  FROM StrategicGoal TO FieldOfAction,
  certainty STRING,
  note STRING,
  source_url STRING,
  since INT64,
  until INT64,
  intensity INT64,
  confirmed INT64
);
CREATE REL TABLE IF NOT EXISTS IN_FIELD (
  FROM OperativeGoal TO FieldOfAction,
  FROM Measure TO FieldOfAction,
  certainty STRING,
  note STRING,
  source_url STRING,
  since INT64,
  until INT64,
  confirmed INT64
);
CREATE REL TABLE IF NOT EXISTS DERIVED_FROM (
  FROM OperativeGoal TO StrategicGoal,
  certainty STRING,
  note STRING,
  source_url STRING,
  since INT64,
  until INT64,
  confirmed INT64
);
CREATE REL TABLE IF NOT EXISTS IMPLEMENTS (
  FROM Measure TO OperativeGoal,
  certainty STRING,
  note STRING,
  source_url STRING,
  since INT64,
  until INT64,
  confirmed INT64
);
CREATE REL TABLE IF NOT EXISTS SERVES (
  FROM Measure TO StrategicGoal,
  certainty STRING,
  note STRING,
  source_url STRING,
  since INT64,
  until INT64,
  contribution STRING,
  confirmed INT64
);
CREATE REL TABLE IF NOT EXISTS RESPONSIBLE_FOR (
  FROM Department TO Measure,
  FROM Department TO OperativeGoal,
  certainty STRING,
  note STRING,
  source_url STRING,
  since INT64,
  until INT64,
  role STRING,
  confirmed INT64
);
CREATE REL TABLE IF NOT EXISTS PART_OF (
  FROM Department TO Department,
  certainty STRING,
  note STRING,
  source_url STRING,
  since INT64,
  until INT64,
  confirmed INT64
);
CREATE REL TABLE IF NOT EXISTS INFLUENCES (
  FROM Measure TO Measure,
  FROM Measure TO OperativeGoal,
  FROM Measure TO StrategicGoal,
  FROM OperativeGoal TO Measure,
  FROM OperativeGoal TO OperativeGoal,
  FROM OperativeGoal TO StrategicGoal,
  FROM StrategicGoal TO Measure,
  FROM StrategicGoal TO OperativeGoal,
  FROM StrategicGoal TO StrategicGoal,
  certainty STRING,
  note STRING,
  source_url STRING,
  since INT64,
  until INT64,
  score INT64,
  confirmed INT64
);
CREATE REL TABLE IF NOT EXISTS SUCCEEDED_BY (
  FROM StrategicGoal TO StrategicGoal,
  FROM FieldOfAction TO FieldOfAction,
  FROM OperativeGoal TO OperativeGoal,
  FROM Measure TO Measure,
  FROM Department TO Department,
  FROM Decision TO Decision,
  certainty STRING,
  note STRING,
  source_url STRING,
  since INT64,
  until INT64,
  confirmed INT64
);
CREATE REL TABLE IF NOT EXISTS NOT_CONCERNED (
  FROM Department TO StrategicGoal,
  FROM OperativeGoal TO StrategicGoal,
  certainty STRING,
  note STRING,
  source_url STRING,
  since INT64,
  until INT64,
  reason STRING,
  confirmed INT64
);
CREATE REL TABLE IF NOT EXISTS DECIDES (
  FROM Decision TO StrategicGoal,
  FROM Decision TO FieldOfAction,
  FROM Decision TO OperativeGoal,
  FROM Decision TO Measure,
  FROM Decision TO Department,
  certainty STRING,
  note STRING,
  source_url STRING,
  since INT64,
  until INT64,
  confirmed INT64
);
CREATE MACRO type(r) AS label(r);
CREATE MACRO toString(x) AS CAST(x AS STRING);
CREATE MACRO toInteger(x) AS CAST(x AS INT64);
CREATE MACRO toFloat(x) AS CAST(x AS DOUBLE);
CREATE MACRO head(xs) AS list_extract(xs, 1);
CREATE MACRO last(xs) AS list_extract(xs, -1);
