"""Every setting of Zielnetz, read once from the environment."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from explorer.errors import Refusal
from explorer.i18n import N_


def _variable(name: str) -> AliasChoices:
    return AliasChoices(name, name.lower())


class Settings(BaseSettings):
    """What the operator set. Neo4j's variables carry Neo4j's own names; ours start with ``ZIELNETZ_``."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    neo4j_uri: str = Field("", validation_alias=_variable("NEO4J_URI"))
    neo4j_username: str = Field("neo4j", validation_alias=_variable("NEO4J_USERNAME"))
    neo4j_password: SecretStr = Field(SecretStr(""), validation_alias=_variable("NEO4J_PASSWORD"))
    neo4j_database: str = Field("", validation_alias=_variable("NEO4J_DATABASE"))
    #: Folder of the embedded database.
    data: Path = Field(
        default_factory=lambda: user_data_path("zielnetz", appauthor=False),
        validation_alias=_variable("ZIELNETZ_DATA"),
    )
    language: Literal["de", "en"] = Field("de", validation_alias=_variable("ZIELNETZ_LANGUAGE"))
    #: Who may change the plan in the app: whoever opened it on this machine, everybody who reaches it, or nobody.
    editors: Literal["local", "all", "none"] = Field("local", validation_alias=_variable("ZIELNETZ_EDITORS"))
    #: Seconds between two looks of an open page at whether the plan was changed; 0: never.
    refresh_seconds: float = Field(2.0, ge=0, le=3600, validation_alias=_variable("ZIELNETZ_REFRESH_SECONDS"))
    #: Address and port of ``zielnetz serve``.
    host: str = Field("127.0.0.1", validation_alias=_variable("ZIELNETZ_HOST"))
    port: int = Field(8501, ge=0, le=65535, validation_alias=_variable("ZIELNETZ_PORT"))
    #: Limits of the expert's console: seconds a query may run, rows it may return.
    console_seconds: float = Field(10.0, gt=0, le=600, validation_alias=_variable("ZIELNETZ_CONSOLE_SECONDS"))
    console_rows: int = Field(1000, gt=0, le=100_000, validation_alias=_variable("ZIELNETZ_CONSOLE_ROWS"))
    #: Memory the embedded engine may use for its pages, in MiB.
    embedded_memory_mib: int = Field(
        512, ge=128, le=65536, validation_alias=_variable("ZIELNETZ_EMBEDDED_MEMORY_MIB")
    )

    @property
    def embedded_file(self) -> Path:
        """The file of the embedded database inside the data folder."""
        return self.data / "zielnetz.lbug"


@cache
def settings() -> Settings:
    """The settings of this process; a value that does not fit is refused with the variable's name."""
    return read_settings()


def read_settings() -> Settings:
    """Read the environment now (``settings`` does it once for the whole process)."""
    try:
        return Settings()  # type: ignore[call-arg]
    except ValidationError as error:
        first = error.errors()[0]
        raise Refusal(
            N_("The setting {variable} has a value that does not fit: {value}."),
            N_("Correct the environment variable {variable} or remove it, then start again."),
            variable=str(first["loc"][0]),
            value=repr(first.get("input")),
        ) from error
