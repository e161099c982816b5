"""What schemathesis cannot know of this API: its own formats, its people, and which answers any operation may give."""

import json
import os
import zlib

import schemathesis
from hypothesis import strategies as st
from schemathesis.core.failures import Failure

with open(os.environ["SEEDS_FILE"], encoding="utf-8") as file:
    SEEDS = json.load(file)

LETTERS = "가나다라마바사아자차카타파하디지털서비스" + "abcXYZ019"

# A name has one line with a letter or digit; a text may have several.
schemathesis.openapi.format("name", st.text(alphabet=LETTERS, min_size=1, max_size=40))
schemathesis.openapi.format("text", st.text(alphabet=LETTERS + " .,\n", min_size=1, max_size=80).map(lambda t: "가" + t))


def without_lookahead(schema):
    """A pattern that looks ahead is what such a format means; strings that fit it are found by trial, and slowly."""
    if isinstance(schema, dict):
        pattern = schema.get("pattern")
        if isinstance(pattern, str) and pattern.startswith("^(?="):
            del schema["pattern"]
            schema.setdefault("format", "text")
        for inner in schema.values():
            without_lookahead(inner)
    elif isinstance(schema, list):
        for inner in schema:
            without_lookahead(inner)


ITEMS_MAX = 5
LENGTH_MAX = 500


def bounded(schema):
    """Lists of 200 and texts of 10,000 take longer to make than all else. Other tests go to these bounds."""
    if isinstance(schema, dict):
        for word, most in (("maxItems", ITEMS_MAX), ("maxLength", LENGTH_MAX)):
            if isinstance(schema.get(word), int):
                schema[word] = min(schema[word], most)
        for inner in schema.values():
            bounded(inner)
    elif isinstance(schema, list):
        for inner in schema:
            bounded(inner)


@schemathesis.hook
def before_load_schema(context, raw_schema):
    without_lookahead(raw_schema)
    for name, schema in raw_schema["components"]["schemas"].items():
        if name.endswith("Request"):
            bounded(schema)


def choice(of, *what):
    """The same request always gets the same, which a repeat by seed relies on."""
    return of[zlib.crc32(repr(what).encode()) % len(of)]


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Half of all requests are about something that is there."""
    if not path_parameters:
        return path_parameters
    return {
        name: choice(known, name, value, path_parameters)
        if (known := SEEDS["parameters"].get(name)) and choice([True, False], "there", name, str(value))
        else value
        for name, value in path_parameters.items()
    }


@schemathesis.hook
def before_call(context, case, kwargs):
    """Half of all callers have every role; the others have one each, none, or no token."""
    request = (case.method, case.path, case.path_parameters, case.query, case.body)
    callers = choice([SEEDS["wide"], [None, *SEEDS["tokens"]]], "callers", *request)
    token = choice(callers, *request)
    if token is None:
        case.headers.pop("Authorization", None)
    else:
        case.headers["Authorization"] = token


def says_when_to_repeat(response):
    """Too many requests, or a part that is away: any operation may say so, when it says when to repeat."""
    return response.status_code in (429, 503) and "retry-after" in response.headers


@schemathesis.check
def no_server_error(context, response, case):
    if response.status_code >= 500 and response.status_code != 507 and not says_when_to_repeat(response):
        raise Failure(operation=case.operation.label, title="Server error", message=f"{response.status_code}: {response.text[:500]}")


@schemathesis.check
def promised_status(context, response, case):
    """The statuses of the document; any route also refuses what is not HTTP as it should be, and too much of it."""
    operation = case.operation
    if case.method.lower() == operation.method.lower():
        promised = {str(status) for status in operation.definition.raw.get("responses", {})} | {"408", "414", "431"}
    else:
        # Another method of a path that is there: OPTIONS names those that the path has.
        promised = {"204" if case.method.upper() == "OPTIONS" else "405", "400", "431"}
    if str(response.status_code) not in promised and not says_when_to_repeat(response):
        raise Failure(
            operation=operation.label,
            title="Status that is not promised",
            message=f"{case.method} {response.status_code}, promised {sorted(promised)}: {response.text[:500]}",
        )
