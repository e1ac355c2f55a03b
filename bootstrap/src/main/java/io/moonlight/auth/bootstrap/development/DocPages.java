package io.moonlight.auth.bootstrap.development;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * {@code GET /docs} (Swagger UI) and {@code GET /redoc} (ReDoc), which show {@code GET /openapi.json} to people. Only the files
 * that the two pages need are served. The pages request nothing from other servers; their CSP forbids it.
 */
public final class DocPages {

    /** The path of the Swagger UI page. */
    public static final String PATH = "/docs";

    private static final String REDOC_PATH = "/redoc";
    private static final String OURS = "/io/moonlight/auth/bootstrap/docs/";
    private static final String SWAGGER_UI = webjar("org.webjars", "swagger-ui");
    private static final String REDOC = webjar("org.webjars.npm", "redoc") + "bundles/";

    /** ReDoc's own logo, which its pages would load from the vendor's server. */
    private static final String FOREIGN_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg";

    /** An invalid image, which makes ReDoc omit the logo. */
    private static final String NO_LOGO = "data:,";

    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    private static final String POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; ";
    private static final String DOCS_POLICY = POLICY + "style-src 'self'";

    /** ReDoc creates two style elements: an empty one, filled later by script, and one for its scroll bars. */
    private static final String REDOC_POLICY = POLICY
            + "style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
            + " 'sha256-DLDPR1ic47WIdK2WyeLkblb/tm2mQH+Jt/NNhZWu1k0='; worker-src blob:";

    private DocPages() {}

    /** Adds the pages to a server. */
    public static void addTo(JavalinConfig config) {
        config.routes.get(PATH, ctx -> page(ctx, "docs.html", DOCS_POLICY));
        config.routes.get(PATH + "/start.js", ctx -> ours(ctx, "docs.js", SCRIPT));
        config.routes.get(
                PATH + "/swagger-ui-bundle.js", ctx -> theirs(ctx, SWAGGER_UI + "swagger-ui-bundle.js", SCRIPT));
        config.routes.get(PATH + "/swagger-ui.css", ctx -> theirs(ctx, SWAGGER_UI + "swagger-ui.css", STYLE));
        config.routes.get(REDOC_PATH, ctx -> page(ctx, "redoc.html", REDOC_POLICY));
        config.routes.get(REDOC_PATH + "/start.js", ctx -> ours(ctx, "redoc.js", SCRIPT));
        config.routes.get(
                REDOC_PATH + "/redoc.standalone.js", ctx -> theirs(ctx, REDOC + "redoc.standalone.js", SCRIPT));
    }

    private static void page(Context ctx, String file, String policy) {
        ctx.header("Content-Security-Policy", policy).header("Referrer-Policy", "no-referrer");
        ours(ctx, file, HTML);
    }

    private static void ours(Context ctx, String file, String type) {
        answer(ctx, read(OURS + file), type, "no-cache");
    }

    private static void theirs(Context ctx, String resource, String type) {
        String text = new String(read(resource), StandardCharsets.UTF_8).replace(FOREIGN_LOGO, NO_LOGO);
        answer(ctx, text.getBytes(StandardCharsets.UTF_8), type, "public, max-age=3600");
    }

    private static void answer(Context ctx, byte[] body, String type, String caching) {
        ctx.header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", caching)
                .contentType(type)
                .result(body);
    }

    /** Returns the folder of a library's files, which its version is part of; its Maven descriptor contains the version. */
    private static String webjar(String group, String name) {
        Properties descriptor = new Properties();
        try (InputStream file = open("/META-INF/maven/" + group + "/" + name + "/pom.properties")) {
            descriptor.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "/META-INF/resources/webjars/" + name + "/" + descriptor.getProperty("version") + "/";
    }

    private static byte[] read(String resource) {
        try (InputStream file = open(resource)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream file = DocPages.class.getResourceAsStream(resource);
        if (file == null) {
            throw new IllegalStateException(resource + " is missing");
        }
        return file;
    }
}
