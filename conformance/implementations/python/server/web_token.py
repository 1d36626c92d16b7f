"""JSON Web Tokens, signed with HS256 and one shared secret."""

import base64
import hashlib
import hmac
import json
import time


def encoded(data):
    """Bytes as they stand between the dots of a token."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(part):
    """The object in one part of a token. Raises ValueError if there is none."""
    value = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    if not isinstance(value, dict):
        raise ValueError("it is no object")
    return value


def signature_of(text, secret):
    """What stands behind the second dot."""
    return encoded(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())


def issue(claims, secret):
    """A token with these claims."""
    text = ".".join(encoded(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    return f"{text}.{signature_of(text, secret)}"


def claims_of(token, secret):
    """The claims of a token that is signed, valid now, and for us. Raises ValueError for any other."""
    head, body, signature = token.split(".")
    # Which algorithm a token claims for itself counts for nothing: it is signed with ours, or not at all.
    if not hmac.compare_digest(signature.encode(), signature_of(f"{head}.{body}", secret).encode()):
        raise ValueError("the signature is not ours")
    if decoded(head).get("alg") != "HS256":
        raise ValueError("the algorithm is not HS256")
    claims = decoded(body)
    expires = claims.get("exp")
    if not isinstance(expires, (int, float)) or not expires > time.time():
        raise ValueError("it has expired, or never does")
    begins = claims.get("nbf", 0)
    if not isinstance(begins, (int, float)) or begins > time.time():
        raise ValueError("it is not valid yet")
    if "aud" in claims:
        raise ValueError("it is for others: we have no name that an audience could be")
    return claims
