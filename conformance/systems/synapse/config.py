"""The configuration of a Synapse that lives for one run, on loopback, and talks to nobody else."""

import base64
import json
import secrets

from names import SERVER_NAME

# Its limits are for the internet.
NO_LIMIT = {"per_second": 1_000_000, "burst_count": 1_000_000}
# So many events of a room may come in one answer: none is left out.
MOST_EVENTS = 1_000


def write_configuration(folder, port):
    """Gives the file, and the secret by which an administrator is registered."""
    secret = secrets.token_hex(16)
    key = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    (folder / "signing.key").write_text(f"ed25519 a_{secrets.token_hex(2)} {key}\n")
    (folder / "log.json").write_text(json.dumps(logging_of(folder)))
    file = folder / "homeserver.json"
    # JSON is YAML, too.
    file.write_text(json.dumps(settings(folder, port, secret)))
    return file, secret


def settings(folder, port, secret):
    limits = dict.fromkeys(["rc_message", "rc_registration", "rc_registration_token_validity", "rc_admin_redaction",
                            "rc_joins_per_room", "rc_3pid_validation"], NO_LIMIT)
    return {
        "server_name": SERVER_NAME,
        "listeners": [{"port": port, "type": "http", "bind_addresses": ["127.0.0.1"], "resources": [{"names": ["client"]}]}],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "log_config": str(folder / "log.json"),
        "signing_key_path": str(folder / "signing.key"),
        "media_store_path": str(folder / "media"),
        "macaroon_secret_key": secrets.token_hex(16),
        "form_secret": secrets.token_hex(16),
        "registration_shared_secret": secret,
        "enable_registration": True,
        "enable_registration_without_verification": True,
        "bcrypt_rounds": 4,
        "filter_timeline_limit": MOST_EVENTS,
        # What nobody here asks for.
        "report_stats": False,
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "federation_domain_whitelist": [],
        "presence": {"enabled": False},
        "user_directory": {"enabled": False, "search_all_users": False},
        "stats": {"enabled": False},
        **limits,
        "rc_login": {"address": NO_LIMIT, "account": NO_LIMIT, "failed_attempts": NO_LIMIT},
        "rc_joins": {"local": NO_LIMIT, "remote": NO_LIMIT},
        "rc_invites": {"per_room": NO_LIMIT, "per_user": NO_LIMIT, "per_issuer": NO_LIMIT},
    }


def logging_of(folder):
    return {
        "version": 1,
        "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"file": {"class": "logging.FileHandler", "filename": str(folder / "log"), "formatter": "plain"}},
        "root": {"level": "WARNING", "handlers": ["file"]},
        "disable_existing_loggers": False,
    }
