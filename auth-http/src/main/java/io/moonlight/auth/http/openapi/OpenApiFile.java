package io.moonlight.auth.http.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The OpenAPI document of this API, {@code docs/openapi.json} of the repository. A test writes it from the routes. */
public final class OpenApiFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BASE_PATH = "/api/v1/";

    private OpenApiFile() {}

    /** Returns the document for an application of this name, with the calls below this path. */
    public static ObjectNode read(String name, String basePath) {
        try (InputStream file = OpenApiFile.class.getResourceAsStream("openapi.json")) {
            if (file == null) {
                throw new IllegalStateException("openapi.json is missing");
            }
            ObjectNode document = (ObjectNode) JSON.readTree(file);
            document.withObject("/info").put("title", name + " Auth API");
            ObjectNode paths = JSON.createObjectNode();
            document.path("paths")
                    .properties()
                    .forEach(path -> paths.set(
                            path.getKey().startsWith(BASE_PATH)
                                    ? basePath + path.getKey().substring(BASE_PATH.length() - 1)
                                    : path.getKey(),
                            path.getValue()));
            document.set("paths", paths);
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
