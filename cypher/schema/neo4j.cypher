// Uniqueness of uid over every label, and an index on plan for the labels that questions start from.
// A test holds this file against explorer/model.py.

CREATE CONSTRAINT zielnetz_zielnetz_uid IF NOT EXISTS FOR (n:Zielnetz) REQUIRE n.uid IS UNIQUE;
CREATE CONSTRAINT zielnetz_plan_uid IF NOT EXISTS FOR (n:Plan) REQUIRE n.uid IS UNIQUE;
CREATE CONSTRAINT zielnetz_change_uid IF NOT EXISTS FOR (n:Change) REQUIRE n.uid IS UNIQUE;
CREATE CONSTRAINT zielnetz_strategicgoal_uid IF NOT EXISTS FOR (n:StrategicGoal) REQUIRE n.uid IS UNIQUE;
CREATE CONSTRAINT zielnetz_fieldofaction_uid IF NOT EXISTS FOR (n:FieldOfAction) REQUIRE n.uid IS UNIQUE;
CREATE CONSTRAINT zielnetz_operativegoal_uid IF NOT EXISTS FOR (n:OperativeGoal) REQUIRE n.uid IS UNIQUE;
CREATE CONSTRAINT zielnetz_measure_uid IF NOT EXISTS FOR (n:Measure) REQUIRE n.uid IS UNIQUE;
CREATE CONSTRAINT zielnetz_department_uid IF NOT EXISTS FOR (n:Department) REQUIRE n.uid IS UNIQUE;
CREATE CONSTRAINT zielnetz_decision_uid IF NOT EXISTS FOR (n:Decision) REQUIRE n.uid IS UNIQUE;
CREATE INDEX zielnetz_change_plan IF NOT EXISTS FOR (n:Change) ON (n.plan);
CREATE INDEX zielnetz_strategicgoal_plan IF NOT EXISTS FOR (n:StrategicGoal) ON (n.plan);
CREATE INDEX zielnetz_fieldofaction_plan IF NOT EXISTS FOR (n:FieldOfAction) ON (n.plan);
CREATE INDEX zielnetz_operativegoal_plan IF NOT EXISTS FOR (n:OperativeGoal) ON (n.plan);
CREATE INDEX zielnetz_measure_plan IF NOT EXISTS FOR (n:Measure) ON (n.plan);
CREATE INDEX zielnetz_department_plan IF NOT EXISTS FOR (n:Department) ON (n.plan);
CREATE INDEX zielnetz_decision_plan IF NOT EXISTS FOR (n:Decision) ON (n.plan);
