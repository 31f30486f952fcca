namespace Portal.Contracts.Xsd;

/// <summary>Runs what may recurse deeply, within the bounds of <see cref="SchemaBounds"/>, where there is room for it.</summary>
internal static class DeepStack
{
    // Reserved, not used, until the recursion gets there: 5 KB for each element that SchemaBounds allows.
    private const int Size = 256 * 1024 * 1024;

    public static void Run(Action work)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    work();
                }
                catch (Exception problem)
                {
                    failure = problem;
                }
            },
            Size)
        { IsBackground = true, Name = "Contract compilation" };
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
