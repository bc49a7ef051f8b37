"""What suppliers and customers have in common outside: their values, and what they lack."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from api.schemas import DossierQuery, In, Instant, Out
from storage.domain.partner import LONGEST_NOTES, MOST_ITEMS, Warned

Short = Annotated[str, StringConstraints(max_length=200)]
Items = Annotated[list[Short], Field(max_length=MOST_ITEMS)]

_WORDS = {
    "check": ("{} : la clé ou la forme ne tient pas.", "{}: its check digits or form do not hold."),
    "differs": ("{} : ce numéro est celui d'un autre SIREN.", "{}: it is that of another SIREN."),
}


class WarningOut(Out):
    """Something stored that fails its check: nobody is found by it."""

    field: str = Field(description="`siren`, `vat_id` or `ibans`.")
    value: str
    code: str = Field(description="`check` or `differs`.")
    fr: str
    en: str


def warnings_out(found: list[Warned]) -> list[WarningOut]:
    """Return warnings with their sentences."""
    return [
        WarningOut(
            field=warned.field,
            value=warned.value,
            code=warned.kind,
            fr=_WORDS[warned.kind][0].format(warned.value),
            en=_WORDS[warned.kind][1].format(warned.value),
        )
        for warned in found
    ]


class PartnerOut(Out):
    """A partner of one dossier; a draft until a person or a program has looked at it."""

    id: str
    dossier_id: str
    number: str
    name: str
    other_names: list[str]
    siren: str | None
    vat_id: str | None
    country: str | None
    contact: str | None = Field(description="Entered by a person; never one that a mail names.")
    notes: str
    defaults: dict[str, str] = Field(description="Values that new invoices begin with.")
    draft: bool
    warnings: list[WarningOut]
    merged_into_id: str | None = Field(description="Who stands for it since somebody merged them.")
    created_at: Instant


class PartnerIn(In):
    """What can be said of a partner. In a change, what is absent stays as it is."""

    number: Short | None = None
    name: Short | None = None
    other_names: Items | None = None
    siren: Short | None = Field(default=None, description="A SIRET gives its SIREN. Null clears.")
    vat_id: Short | None = None
    country: Short | None = Field(default=None, description="Two letters of ISO 3166-1.")
    contact: Short | None = None
    notes: Annotated[str, StringConstraints(max_length=LONGEST_NOTES)] | None = None
    defaults: dict[str, Short] | None = Field(
        default=None, description="As `account`, `cost_centre`, `tag`, `payment_terms`."
    )

    def values(self) -> dict[str, Any]:
        """Return what was given; null stands for "nothing" where that may be."""
        given = {
            name: getattr(self, name)
            for name in type(self).model_fields
            if name in self.model_fields_set and name != "draft"
        }
        return {
            name: value
            for name, value in given.items()
            if value is not None or name in _MAY_BE_NULL
        }


_MAY_BE_NULL = {
    "siren",
    "vat_id",
    "country",
    "contact",
    "amount_ceiling",
    "trusted_until",
    "size_class",
}


class PartnersQuery(DossierQuery):
    """Which partners are wanted."""

    q: str | None = Field(default=None, max_length=100, description="In name, number or SIREN.")
    draft: bool | None = None
