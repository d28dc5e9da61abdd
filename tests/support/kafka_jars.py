"""Apache Kafka's jars, fetched once from Maven Central into a cache folder."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

KAFKA_VERSION = "4.3.0"
LOG4J_VERSION = "2.24.3"
JAVA_VERSION = 17  # the oldest that Kafka 4 runs on
FETCH_SECONDS = 300  # 43 MB; seven seconds on a good line
REPOSITORY = Path(__file__).parents[2]

POM = f"""<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.koreawire.tests</groupId>
  <artifactId>kafka-broker</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>{KAFKA_VERSION}</version>
    </dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId>
      <artifactId>log4j-slf4j-impl</artifactId>
      <version>{LOG4J_VERSION}</version>
    </dependency>
  </dependencies>
</project>
"""


class KafkaMissingError(RuntimeError):
    """Why no Apache Kafka can be started here, in one sentence."""


@cache
def jars() -> Path:
    """Return the folder of Kafka's jars, fetched with Maven and its own settings if need be.

    Several test runs may ask at once: one fetches, the others wait for it.

    Raises:
        KafkaMissingError: There is no Java 17, no Maven, or Maven could not fetch.
    """
    _require_java()
    folder = _cache() / f"{KAFKA_VERSION}-{LOG4J_VERSION}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            _fetch(folder)
    return folder


def _cache() -> Path:
    """The user's cache folder where one is set, else one in the work tree (not committed)."""
    named = os.environ.get("XDG_CACHE_HOME")
    return Path(named) / "koreawire-kafka" if named else REPOSITORY / ".cache" / "kafka"


def _require_java() -> None:
    java = shutil.which("java")
    if java is None:
        raise KafkaMissingError(f"there is no java (Apache Kafka needs {JAVA_VERSION} or newer)")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    if found is None or int(found[1]) < JAVA_VERSION:
        line = said.strip().splitlines()[:1] or ["java says nothing"]
        raise KafkaMissingError(f"Kafka needs java {JAVA_VERSION} or newer; here is: {line[0]}")


def _fetch(folder: Path) -> None:
    """Fetch into a folder beside *folder* and rename: a fetch cut short leaves nothing behind."""
    mvn = shutil.which("mvn")
    if mvn is None:
        raise KafkaMissingError("there is no mvn to fetch Apache Kafka with")
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        (Path(scratch) / "pom.xml").write_text(POM)
        goal = ["dependency:copy-dependencies", "-DoutputDirectory=libs", "-DincludeScope=runtime"]
        try:
            ran = subprocess.run(
                [mvn, "-q", "-B", *goal],
                cwd=scratch,
                capture_output=True,
                text=True,
                timeout=FETCH_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise KafkaMissingError(f"mvn fetched no Kafka within {FETCH_SECONDS} s") from None
        if ran.returncode != 0:
            last = (ran.stdout + ran.stderr).strip().splitlines()[:1] or ["no word"]
            raise KafkaMissingError(f"mvn could not fetch Apache Kafka: {last[0]}")
        (Path(scratch) / "libs").rename(folder)
