namespace Portal.Web.Frame;

/// <summary>The portal's icons: strokes in a box of 24 by 24, for <c>Icon</c> and for MudBlazor's icon parameters.</summary>
public static class PortalIcons
{
    private const string Start = "<path fill=\"none\" stroke=\"currentColor\" stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"";
    private const string End = "\" />";

    /// <summary>Alerts.</summary>
    public const string Alerts = Start + "M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15zM10 21h4" + End;

    /// <summary>Approvals.</summary>
    public const string Approvals = Start + "M4 4h16v16H4zM8 12l3 3 5-6" + End;

    /// <summary>An arrow down.</summary>
    public const string ArrowDown = Start + "M12 4v16M5 13l7 7 7-7" + End;

    /// <summary>An arrow up.</summary>
    public const string ArrowUp = Start + "M12 20V4M5 11l7-7 7 7" + End;

    /// <summary>A calendar.</summary>
    public const string Calendar = Start + "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4" + End;

    /// <summary>Catalogue.</summary>
    public const string Catalogue = Start + "M4 5h16v4H4zM4 13h7v6H4zM15 13h5v6h-5z" + End;

    /// <summary>Something changed.</summary>
    public const string Change = Start + "M4 9h14l-4-4M20 15H6l4 4" + End;

    /// <summary>Down, open.</summary>
    public const string ChevronDown = Start + "M5 9l7 7 7-7" + End;

    /// <summary>Back.</summary>
    public const string ChevronLeft = Start + "M15 5l-7 7 7 7" + End;

    /// <summary>Up, closed.</summary>
    public const string ChevronUp = Start + "M5 15l7-7 7 7" + End;

    /// <summary>Close.</summary>
    public const string Close = Start + "M6 6l12 12M18 6L6 18" + End;

    /// <summary>A comment.</summary>
    public const string Comment = Start + "M4 5h16v11H11l-5 4v-4H4z" + End;

    /// <summary>Two lines compared.</summary>
    public const string Compare = Start + "M4 17l5-6 4 3 7-9M4 21l5-4 4 2 7-5" + End;

    /// <summary>Copy.</summary>
    public const string Copy = Start + "M8 8h12v12H8zM16 8V4H4v12h4" + End;

    /// <summary>Dashboards.</summary>
    public const string Dashboards = Start + "M4 4h7v9H4zM15 4h5v5h-5zM15 13h5v7h-5zM4 17h7v3H4z" + End;

    /// <summary>A picture.</summary>
    public const string Picture = Start + "M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 5M15.5 9.5h.01" + End;

    /// <summary>Download.</summary>
    public const string Download = Start + "M12 4v11M7 10l5 5 5-5M4 20h16" + End;

    /// <summary>Edit.</summary>
    public const string Edit = Start + "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4" + End;

    /// <summary>Full screen.</summary>
    public const string Expand = Start + "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" + End;

    /// <summary>The state failing.</summary>
    public const string Failing = Start + "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM9 9l6 6M15 9l-6 6" + End;

    /// <summary>A feed.</summary>
    public const string Feed = Start + "M5 5a14 14 0 0 1 14 14M5 11a8 8 0 0 1 8 8M6 18h.01" + End;

    /// <summary>The state gap.</summary>
    public const string Gap = Start + "M2 12h5M17 12h5M8.5 6v12M15.5 6v12" + End;

    /// <summary>Health.</summary>
    public const string Health = Start + "M12 20C5 15 3 11.5 3 8.7A4.7 4.7 0 0 1 12 7a4.7 4.7 0 0 1 9 1.7C21 11.5 19 15 12 20z" + End;

    /// <summary>The state healthy.</summary>
    public const string Healthy = Start + "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8 12.3l2.8 2.8L16 9.5" + End;

    /// <summary>Help.</summary>
    public const string Help = Start + "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M9.5 9.5a2.5 2.5 0 1 1 3.4 2.3c-.6.3-.9.8-.9 1.7M12 16.8v.2" + End;

    /// <summary>Home.</summary>
    public const string Home = Start + "M4 11l8-7 8 7v9h-5v-6H9v6H4z" + End;

    /// <summary>The state invalid.</summary>
    public const string Invalid = Start + "M12 3.5L22 20H2zM12 10v4.5M12 17.2v.1" + End;

    /// <summary>A key.</summary>
    public const string Key = Start + "M8 9a5 5 0 1 0 0 10a5 5 0 0 0 0-10M11.6 10.4L20 2M16.5 5.5l3 3" + End;

    /// <summary>The state late.</summary>
    public const string Late = Start + "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7v5.3l3.5 2" + End;

    /// <summary>A link.</summary>
    public const string Link = Start + "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1" + End;

    /// <summary>Live.</summary>
    public const string Live = Start + "M3 12h4l3-7 4 14 3-7h4" + End;

    /// <summary>Not allowed.</summary>
    public const string Lock = Start + "M5 11h14v9H5zM8 11V8a4 4 0 1 1 8 0v3" + End;

    /// <summary>Open the navigation.</summary>
    public const string Menu = Start + "M4 6h16M4 12h16M4 18h16" + End;

    /// <summary>Removed.</summary>
    public const string Minus = Start + "M5 12h14" + End;

    /// <summary>More.</summary>
    public const string More = Start + "M5 11a1 1 0 1 0 0 2a1 1 0 0 0 0-2M12 11a1 1 0 1 0 0 2a1 1 0 0 0 0-2M19 11a1 1 0 1 0 0 2a1 1 0 0 0 0-2" + End;

    /// <summary>The state paused.</summary>
    public const string Paused = Start + "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M10 9v6M14 9v6" + End;

    /// <summary>Pinned.</summary>
    public const string Pin = Start + "M9 4h6l-1 6 4 4H6l4-4zM12 14v6" + End;

    /// <summary>Start, resume.</summary>
    public const string Play = Start + "M7 5l12 7-12 7z" + End;

    /// <summary>Added, new.</summary>
    public const string Plus = Start + "M12 5v14M5 12h14" + End;

    /// <summary>Again.</summary>
    public const string Replay = Start + "M4 12a8 8 0 1 0 2.5-5.8M4 4v4h4" + End;

    /// <summary>Requests.</summary>
    public const string Requests = Start + "M4 13l3-8h10l3 8v6H4zM4 13h5l1 2.5h4l1-2.5h5" + End;

    /// <summary>Search.</summary>
    public const string Search = Start + "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16 16l4.5 4.5" + End;

    /// <summary>Settings.</summary>
    public const string Settings = Start + "M12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6M12 2.8v3M12 18.2v3M2.8 12h3M18.2 12h3M5.5 5.5l2.1 2.1M16.4 16.4l2.1 2.1M5.5 18.5l2.1-2.1M16.4 7.6l2.1-2.1" + End;

    /// <summary>A letter.</summary>
    public const string Mail = Start + "M4 6h16v12H4zM4 7l8 6 8-6" + End;

    /// <summary>Share.</summary>
    public const string Share = Start + "M12 15V3M8 7l4-4 4 4M5 12v8h14v-8" + End;

    /// <summary>As a table.</summary>
    public const string Table = Start + "M4 5h16v14H4zM4 10h16M10 5v14" + End;

    /// <summary>Light or dark.</summary>
    public const string Theme = Start + "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18" + End;

    /// <summary>Done, met.</summary>
    public const string Tick = Start + "M5 12.5l4.5 4.5L19 7" + End;

    /// <summary>No contract applied.</summary>
    public const string Unchecked = Start + "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8 12h8" + End;

    /// <summary>A person.</summary>
    public const string User = Start + "M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8M4 20c1-4 4-5.5 8-5.5s7 1.5 8 5.5" + End;
}
