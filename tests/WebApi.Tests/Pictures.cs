namespace ClinicNotes.WebApi.Tests;

/// <summary>Small whole PNGs, as clients send them.</summary>
internal static class Pictures
{
    public const string Signature =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABgAAAAYAQAAAADIDABVAAAARElEQVR42lXMMRGAMBBFwecMaSclUs4BEkgcBKqDCcznoEux7SKJyZPOtBuKBXVPBdWKfbz/3AO3YLPBqoummyON+XsBIuNAliitbwUAAAAASUVORK5CYII=";

    public const string OtherSignature =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABgAAAAYAQAAAADIDABVAAAAQElEQVR42mP4//8/Azb89/97hh//jzP8qG9n+Fy/m+H7fhCuZXgPwvf+Mty/94/h/tt/DPYP/zPYf/7PUI/dHAAz6ECfx428cAAAAABJRU5ErkJggg==";

    public const string ThirdSignature =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";
}
