namespace FormsHub.Jobs.Forms.Samples;

/// <summary>The empty panel that a picture or signature field shows until someone fills it: 60 by 20 pixels, light with a thin border.</summary>
internal static class PlaceholderImage
{
    public static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAADwAAAAUCAIAAABeYcl+AAAANklEQVR42mPYfu76kEMMQPz5+88hhEYdPeroUUePOnrU0aOOHnX0" +
        "qKNHHT3q6FFHj0xHDzkEALfJNpB0NJqRAAAAAElFTkSuQmCC");
}
