"""Answer suggestions and keep tombstones

House rules: name every constraint as the metadata does; import no models; move data and change
schema in separate scripts; write both directions, and test both on a filled database.
Break what older code relies on over two migrations, never one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010_suggestion_desk"
down_revision = "0009_interventionists"
branch_labels = None
depends_on = None

SAID_SOMETHING = "words <> '' OR (term <> '' AND statement <> '')"
CONSTRAINTS = {
    "about_known": (
        "about IN ('term', 'phone', 'address', 'website', 'closed', 'moved', 'do_not_list',"
        " 'other')"
    ),
    "sender_known": "sender IN ('public', 'professional', 'program')",
    "state_known": "state IN ('new', 'held', 'taken', 'declined')",
    "held_for_known": "held_for IN ('', 'hidden_field', 'hurry', 'links', 'repeated')",
    "names_its_term": "(about = 'term') = (term <> '')",
    "says_something": (
        "words <> '' OR said <> '' OR (term <> '' AND statement <> '')"
        " OR about IN ('closed', 'do_not_list')"
    ),
    "one_sender": (
        "(account_id IS NULL OR sender = 'professional')"
        " AND (claim_id IS NULL OR sender = 'program')"
    ),
    "held_for_a_reason": "state <> 'held' OR held_for <> ''",
    "decided_whole": (
        "(state IN ('taken', 'declined')) = (decided_on IS NOT NULL)"
        " AND (decided_on IS NULL) = (decided_by = '')"
    ),
    "declined_for_a_reason": "state <> 'declined' OR reason <> ''",
}

suggestion = sa.table(
    "suggestion",
    sa.column("about", sa.Text),
    sa.column("term", sa.Text),
    sa.column("words", sa.Text),
    sa.column("statement", sa.Text),
    sa.column("state", sa.Text),
    sa.column("held_for", sa.Text),
    sa.column("decided_on", sa.Date),
    sa.column("decided_by", sa.Text),
    sa.column("reason", sa.Text),
    sa.column("received_on", sa.Date),
)


def upgrade() -> None:
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("reach", sa.Text(), nullable=False),
        sa.Column("call_on", sa.Date(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('new', 'handed', 'refused', 'revoked')", name=op.f("ck_claim_state_known")
        ),
        sa.CheckConstraint("state <> 'new' OR who <> ''", name=op.f("ck_claim_says_who")),
        sa.CheckConstraint(
            "(state IN ('handed', 'revoked')) = (token_hash IS NOT NULL)"
            " AND (token_hash IS NULL) = (expires_on IS NULL)",
            name=op.f("ck_claim_handed_whole"),
        ),
        sa.CheckConstraint(
            "(state = 'new') = (decided_on IS NULL) AND (state = 'new') = (decided_by = '')",
            name=op.f("ck_claim_decided_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["program_id"],
            ["program.id"],
            name=op.f("fk_claim_program_id_program"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_claim_token_hash")),
    )
    op.create_index(op.f("ix_claim_program_id"), "claim", ["program_id"])
    op.create_table(
        "tombstone",
        sa.Column("program_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("successor_id", sa.Text(), nullable=True),
        sa.Column("moved_to", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('closed', 'moved', 'do_not_list')", name=op.f("ck_tombstone_kind_known")
        ),
        sa.CheckConstraint(
            "evidence IN ('regulator', 'accreditor', 'program', 'call', 'family')",
            name=op.f("ck_tombstone_evidence_known"),
        ),
        sa.CheckConstraint(
            "successor_id IS NULL OR kind = 'moved'",
            name=op.f("ck_tombstone_only_movers_lead_on"),
        ),
        sa.CheckConstraint("successor_id <> program_id", name=op.f("ck_tombstone_leads_elsewhere")),
        sa.CheckConstraint(
            "kind <> 'do_not_list' OR evidence = 'call'", name=op.f("ck_tombstone_called_first")
        ),
        sa.CheckConstraint("recorded_by <> ''", name=op.f("ck_tombstone_attributed")),
        sa.ForeignKeyConstraint(
            ["program_id"],
            ["program.id"],
            name=op.f("fk_tombstone_program_id_program"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["program.id"],
            name=op.f("fk_tombstone_successor_id_program"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("program_id", name=op.f("pk_tombstone")),
    )
    op.create_index(op.f("ix_tombstone_successor_id"), "tombstone", ["successor_id"])
    with op.batch_alter_table("suggestion") as batch:
        batch.drop_constraint(op.f("ck_suggestion_says_something"), type_="check")
        batch.drop_constraint(op.f("ck_suggestion_state_known"), type_="check")
        for name, default in (
            ("about", "other"),
            ("said", ""),
            ("sender", "public"),
            ("held_for", ""),
            ("decided_by", ""),
            ("reason", ""),
        ):
            batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=default))
        batch.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("claim_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("token_hash", sa.Text(), nullable=True))
        batch.add_column(sa.Column("decided_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("change_set_id", sa.Integer(), nullable=True))
    # The constraints below would refuse the older rows: no data can wait for a script of its own.
    op.execute(suggestion.update().where(suggestion.c.term != "").values(about="term"))
    op.execute(
        suggestion.update()
        .where(suggestion.c.state.in_(["taken", "declined"]))
        .values(decided_on=suggestion.c.received_on, decided_by="-", reason="-")
    )
    with op.batch_alter_table("suggestion") as batch:
        for name in ("about", "said", "sender", "held_for", "decided_by", "reason"):
            batch.alter_column(name, existing_type=sa.Text(), server_default=None)
        for constraint, condition in CONSTRAINTS.items():
            batch.create_check_constraint(op.f(f"ck_suggestion_{constraint}"), condition)
        for column, table in (
            ("account_id", "account"),
            ("claim_id", "claim"),
            ("change_set_id", "change_set"),
        ):
            batch.create_foreign_key(
                op.f(f"fk_suggestion_{column}_{table}"),
                table,
                [column],
                ["id"],
                ondelete="SET NULL",
            )
            batch.create_index(op.f(f"ix_suggestion_{column}"), [column])
        batch.create_unique_constraint(op.f("uq_suggestion_token_hash"), ["token_hash"])
        batch.create_index(op.f("ix_suggestion_state"), ["state"])


def downgrade() -> None:
    # What the older table cannot hold becomes words; nothing that somebody sent is lost.
    op.execute(sa.text("UPDATE suggestion SET state = 'new' WHERE state = 'held'"))
    op.execute(
        sa.text(
            "UPDATE suggestion SET words = trim(about || ': ' || said || ' ' || words)"
            " WHERE about NOT IN ('term', 'other')"
        )
    )
    with op.batch_alter_table("suggestion") as batch:
        batch.drop_index(op.f("ix_suggestion_state"))
        batch.drop_constraint(op.f("uq_suggestion_token_hash"), type_="unique")
        for column, table in (
            ("account_id", "account"),
            ("claim_id", "claim"),
            ("change_set_id", "change_set"),
        ):
            batch.drop_index(op.f(f"ix_suggestion_{column}"))
            batch.drop_constraint(op.f(f"fk_suggestion_{column}_{table}"), type_="foreignkey")
        for name in CONSTRAINTS:
            batch.drop_constraint(op.f(f"ck_suggestion_{name}"), type_="check")
        batch.create_check_constraint(
            op.f("ck_suggestion_state_known"), "state IN ('new', 'taken', 'declined')"
        )
        batch.create_check_constraint(op.f("ck_suggestion_says_something"), SAID_SOMETHING)
        for name in (
            *("about", "said", "sender", "held_for", "decided_by", "reason", "account_id"),
            *("claim_id", "token_hash", "decided_on", "change_set_id"),
        ):
            batch.drop_column(name)
    op.drop_table("tombstone")
    op.drop_table("claim")
