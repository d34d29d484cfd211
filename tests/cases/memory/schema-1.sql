-- The memory as schema version 1 wrote it. Append-only like the migrations: never edited.
BEGIN TRANSACTION;
CREATE TABLE pair (id INTEGER PRIMARY KEY, lang TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, key INTEGER NOT NULL, skeleton INTEGER NOT NULL, article TEXT NOT NULL DEFAULT '', segment TEXT NOT NULL DEFAULT '', date TEXT NOT NULL DEFAULT '', reviewer TEXT NOT NULL DEFAULT '', package TEXT NOT NULL DEFAULT '');
INSERT INTO "pair" VALUES(1,'kk','Курс «доллара» вырос на 5,2% в 2025 году.','2025 жылы доллар бағамы 5,2% өсті.',-8810887023086806928,-5614511216229983532,'news','p1.s1','2026-02-21','Айгүл','translate-ru_kk-0_1');
INSERT INTO "pair" VALUES(2,'kk','Ещё раз.','Тағы да.',2995399372116964603,2995399372116964603,'news','p2.s1','2026-02-21','Айгүл','translate-ru_kk-0_1');
CREATE TABLE posting (stem INTEGER NOT NULL, size INTEGER NOT NULL, pair INTEGER NOT NULL, PRIMARY KEY (stem, size, pair)) WITHOUT ROWID;
INSERT INTO "posting" VALUES(899174558,8,2);
INSERT INTO "posting" VALUES(1160189650,41,1);
INSERT INTO "posting" VALUES(1399803025,41,1);
INSERT INTO "posting" VALUES(2477596669,41,1);
INSERT INTO "posting" VALUES(3775446713,41,1);
INSERT INTO "posting" VALUES(3926748315,8,2);
CREATE INDEX pair_key ON pair (key);
CREATE INDEX pair_skeleton ON pair (skeleton);
CREATE INDEX pair_article ON pair (article);
COMMIT;
PRAGMA application_id = 1819241829;
PRAGMA user_version = 1;
