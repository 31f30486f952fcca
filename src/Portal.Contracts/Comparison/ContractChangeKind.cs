namespace Portal.Contracts.Comparison;

/// <summary>What a <see cref="ContractChange"/> is about. Elements and attributes of XML count as properties.</summary>
public enum ContractChangeKind
{
    /// <summary>A property is declared that was not.</summary>
    PropertyAdded,

    /// <summary>A property is no longer declared.</summary>
    PropertyRemoved,

    /// <summary>A property must be there now.</summary>
    BecameRequired,

    /// <summary>A property may be absent now.</summary>
    BecameOptional,

    /// <summary>More types are allowed.</summary>
    TypeWidened,

    /// <summary>Fewer types are allowed.</summary>
    TypeNarrowed,

    /// <summary>Other types are allowed.</summary>
    TypeChanged,

    /// <summary>A value may be used that could not.</summary>
    ValueAdded,

    /// <summary>A value may no longer be used.</summary>
    ValueRemoved,

    /// <summary>Fewer numbers or moments are within the limits.</summary>
    RangeTightened,

    /// <summary>More numbers or moments are within the limits.</summary>
    RangeLoosened,

    /// <summary>Numbers must be multiples of something, or have fewer digits.</summary>
    PrecisionTightened,

    /// <summary>Numbers need no longer be multiples of something, or may have more digits.</summary>
    PrecisionLoosened,

    /// <summary>Fewer lengths of texts are allowed.</summary>
    LengthTightened,

    /// <summary>More lengths of texts are allowed.</summary>
    LengthLoosened,

    /// <summary>Texts must match a pattern more.</summary>
    PatternAdded,

    /// <summary>Texts must match a pattern less.</summary>
    PatternRemoved,

    /// <summary>Texts must have a format.</summary>
    FormatAdded,

    /// <summary>Texts need no longer have a format.</summary>
    FormatRemoved,

    /// <summary>Texts have another format.</summary>
    FormatChanged,

    /// <summary>Fewer counts of items, properties or occurrences are allowed.</summary>
    CountTightened,

    /// <summary>More counts of items, properties or occurrences are allowed.</summary>
    CountLoosened,

    /// <summary>Undeclared properties, items, elements or attributes may be used now.</summary>
    Opened,

    /// <summary>Undeclared properties, items, elements or attributes may no longer be used.</summary>
    Closed,

    /// <summary>There is one more alternative.</summary>
    AlternativeAdded,

    /// <summary>There is one alternative less.</summary>
    AlternativeRemoved,

    /// <summary>A condition was added, for example <c>not</c>, <c>contains</c>, a key or uniqueness.</summary>
    ConditionAdded,

    /// <summary>A condition was removed.</summary>
    ConditionRemoved,

    /// <summary>Elements may stand in another order or choice.</summary>
    ContentModelChanged,

    /// <summary>A default value changed.</summary>
    DefaultChanged,

    /// <summary>Only what people read changed.</summary>
    DocumentationChanged,

    /// <summary>Only notes for programs changed.</summary>
    AnnotationChanged,

    /// <summary>There is one more rule beside the schema.</summary>
    RuleAdded,

    /// <summary>There is one rule less beside the schema.</summary>
    RuleRemoved,

    /// <summary>A rule beside the schema has another condition.</summary>
    RuleChanged,

    /// <summary>The contract is written in another language.</summary>
    LanguageChanged,

    /// <summary>Something changed whose effect cannot be told: it counts as breaking for both.</summary>
    CannotTell,
}
