namespace Portal.Contracts.Design;

/// <summary>Names of fields that tell of a person.</summary>
internal static class PrivateNames
{
    private static readonly string[] References =
        [" id ", " type ", " kind ", " verified ", " status ", " count ", " country ", " enabled ", " hash ", " changed ", " policy "];

    // Words as they stand in a name that is split into its words: birthDate, birth_date and BIRTH-DATE are "birth date".
    private static readonly (string Words, string What)[] Known =
    [
        ("email", "an e-mail address"), ("e mail", "an e-mail address"), ("mail address", "an e-mail address"), ("phone", "a telephone number"), ("telephone", "a telephone number"),
        ("mobile number", "a telephone number"), ("fax", "a telephone number"), ("iban", "an account"), ("bic", "an account"), ("bank account", "an account"),
        ("account holder", "a name"), ("credit card", "a card"), ("card number", "a card"), ("card holder", "a name"), ("cvv", "a card"), ("cvc", "a card"), ("pan", "a card"),
        ("birth date", "a birth date"), ("date of birth", "a birth date"), ("birthday", "a birth date"), ("birthdate", "a birth date"), ("dob", "a birth date"), ("birth place", "a birth place"),
        ("first name", "a name"), ("firstname", "a name"), ("last name", "a name"), ("lastname", "a name"), ("surname", "a name"), ("given name", "a name"), ("family name", "a name"), ("full name", "a name"),
        ("maiden name", "a name"), ("user name", "a name"), ("username", "a name"), ("customer name", "a name"), ("contact name", "a name"), ("street", "an address"), ("home address", "an address"), ("postal address", "an address"),
        ("ip address", "an address on the net"), ("client ip", "an address on the net"), ("remote addr", "an address on the net"), ("ssn", "a national number"),
        ("social security number", "a national number"), ("national id", "a national number"), ("tax id", "a tax number"), ("tax number", "a tax number"), ("passport", "a passport"), ("passport number", "a passport"),
        ("driver license", "a licence"), ("driving licence", "a licence"), ("license plate", "a number plate"), ("password", "a secret"), ("passphrase", "a secret"), ("secret", "a secret"), ("api key", "a secret"),
        ("access token", "a secret"), ("gender", "a person's gender"), ("religion", "a person's belief"), ("ethnicity", "a person's origin"), ("nationality", "a person's origin"), ("marital status", "a person's family"),
        ("diagnosis", "a person's health"), ("blood type", "a person's health"), ("salary", "a person's income"), ("latitude", "a place"), ("longitude", "a place"), ("geo location", "a place"),
    ];

    /// <summary>What a field of that name tells; null when nothing about a person.</summary>
    public static string? Meaning(string name)
    {
        var words = ' ' + string.Join(' ', Split(name)) + ' ';
        return Array.Find(Known, known => words.EndsWith($" {known.Words} ", StringComparison.Ordinal)
            || (known.Words.Length > 4 && words.Contains($" {known.Words} ", StringComparison.Ordinal) && !EndsInReference(words))).What;
    }

    /// <summary>A name as its words in small letters.</summary>
    public static IEnumerable<string> Split(string name)
    {
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isEdge = i == name.Length || !char.IsLetterOrDigit(name[i])
                || (i > start && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))));
            if (!isEdge)
            {
                continue;
            }

            if (i > start)
            {
                yield return name[start..i].ToLowerInvariant();
            }

            start = i < name.Length && char.IsLetterOrDigit(name[i]) ? i : i + 1;
        }
    }

    // emailId, phoneVerified, addressType: about it, but not it.
    private static bool EndsInReference(string words) =>
        References.Any(end => words.EndsWith(end, StringComparison.Ordinal));
}
