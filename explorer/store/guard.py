"""placeholder"""


def check_typed_query(text: str, engine: str) -> None: ...
