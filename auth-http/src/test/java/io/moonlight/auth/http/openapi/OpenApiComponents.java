package io.moonlight.auth.http.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.request.CookieMode;
import java.util.List;
import java.util.Set;

/** What the calls of a document share, beyond schemas and answers: headers, and how a caller says who it is. */
final class OpenApiComponents {

    static final String RETRY_AFTER = "Retry-After";
    static final String SET_COOKIE = "Set-Cookie";
    static final String CHALLENGE = "WWW-Authenticate";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final String LANGUAGE_HEADER = "Accept-Language";
    private static final String ACCESS_TOKEN = "accessToken";
    private static final String ADMIN_KEY = "adminKey";

    private OpenApiComponents() {}

    /** The parameters that every call takes. */
    static List<ObjectNode> parameterReferences() {
        return List.of(reference("parameters", LANGUAGE_HEADER), reference("parameters", HttpApi.REQUEST_ID_HEADER));
    }

    /** The parameter of the calls that can be in cookie mode. */
    static ObjectNode cookieModeReference() {
        return reference("parameters", CookieMode.HEADER);
    }

    static ObjectNode parameters() {
        ObjectNode mode = JSON.objectNode();
        mode.put("name", CookieMode.HEADER);
        mode.put("in", "header");
        mode.put(
                "description",
                "Sent by browsers: the refresh token is in a cookie that no script can read, instead of the bodies. Then"
                        + " the call is for pages of this server's origin and of allowed ones alone.");
        mode.putObject("schema").put("type", "string").putArray("enum").add("cookie");
        ObjectNode language = JSON.objectNode();
        language.put("name", LANGUAGE_HEADER);
        language.put("in", "header");
        language.put(
                "description",
                "The preferred language of `message`, Chinese or English; of neither, the default of the server holds.");
        language.putObject("schema").put("type", "string");
        ObjectNode languages = language.putObject("examples");
        for (Language each : Language.values()) {
            languages.putObject(each.tag()).put("value", each.tag());
        }
        ObjectNode id = JSON.objectNode();
        id.put("name", HttpApi.REQUEST_ID_HEADER);
        id.put("in", "header");
        id.put("description", "A name for the request; without a good one the server makes one.");
        id.putObject("schema").put("type", "string");
        ObjectNode parameters = JSON.objectNode();
        parameters.set(LANGUAGE_HEADER, language);
        parameters.set(HttpApi.REQUEST_ID_HEADER, id);
        parameters.set(CookieMode.HEADER, mode);
        return parameters;
    }

    static ObjectNode headerReference(String name) {
        return reference("headers", name);
    }

    static ObjectNode headers() {
        ObjectNode headers = JSON.objectNode();
        headers.set(HttpApi.REQUEST_ID_HEADER, header("The name of the request, here and in the log.", "string"));
        headers.set(RETRY_AFTER, header("In how many seconds it is worth another try.", "integer"));
        ObjectNode cookie = header(
                "In cookie mode: the refresh token, until the session expires, in `__Host-moonlight_refresh`"
                        + " (`moonlight_refresh` over plain http in development).",
                "string");
        headers.set(SET_COOKIE, cookie.put("required", false));
        headers.set(CHALLENGE, header("How to say who it is (RFC 6750).", "string"));
        return headers;
    }

    private static ObjectNode header(String description, String type) {
        ObjectNode header = JSON.objectNode();
        header.put("description", description);
        header.put("required", true);
        header.putObject("schema").put("type", type);
        return header;
    }

    /** What a caller has to bring along: one of these. */
    static ArrayNode security(Access access) {
        ArrayNode ways = JSON.arrayNode();
        return switch (access) {
            case OPEN -> ways;
            case USER_FOR_SOME -> ways.add(JSON.objectNode()).add(requirement(ACCESS_TOKEN));
            case USER -> ways.add(requirement(ACCESS_TOKEN));
            case ADMIN -> ways.add(requirement(ADMIN_KEY));
        };
    }

    private static ObjectNode requirement(String scheme) {
        return JSON.objectNode().set(scheme, JSON.arrayNode());
    }

    /** @param used by any call; the others are left out */
    static ObjectNode securitySchemes(Set<Access> used) {
        ObjectNode schemes = JSON.objectNode();
        if (used.contains(Access.USER) || used.contains(Access.USER_FOR_SOME)) {
            schemes.set(ACCESS_TOKEN, bearer("The `access_token` of a session.").put("bearerFormat", "JWT"));
        }
        if (used.contains(Access.ADMIN)) {
            schemes.set(ADMIN_KEY, bearer("The administrators' key, as the server was given it."));
        }
        return schemes;
    }

    private static ObjectNode bearer(String description) {
        return JSON.objectNode().put("type", "http").put("scheme", "bearer").put("description", description);
    }

    private static ObjectNode reference(String kind, String name) {
        return JSON.objectNode().put("$ref", "#/components/" + kind + "/" + name);
    }
}
