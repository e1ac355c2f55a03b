package io.moonlight.auth.http.request;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.http.request.Field.Place;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What one request brings to its call. The body and the query are read when the first field asks for them. Not thread-safe. */
public final class Input {

    private final Bearer bearer;
    private final ClientInfo client;
    private final Language language;
    private final Optional<RefreshCookie> cookie;
    private final Function<Place, Map<String, Raw>> source;
    private final Supplier<InputStream> stream;
    private final Map<Place, Map<String, Raw>> sent = new EnumMap<>(Place.class);
    private final Map<String, Object> values = new HashMap<>();

    /** What a request without a body of lines brings. */
    public Input(
            Bearer bearer,
            ClientInfo client,
            Language language,
            Optional<RefreshCookie> cookie,
            Function<Place, Map<String, Raw>> source) {
        this(bearer, client, language, cookie, source, InputStream::nullInputStream);
    }

    /**
     * @param cookie of a request in cookie mode
     * @param source reads the values at a place, by name, without those that were sent as null
     * @param stream opens a body of lines
     */
    public Input(
            Bearer bearer,
            ClientInfo client,
            Language language,
            Optional<RefreshCookie> cookie,
            Function<Place, Map<String, Raw>> source,
            Supplier<InputStream> stream) {
        this.bearer = bearer;
        this.client = client;
        this.language = language;
        this.cookie = cookie;
        this.source = source;
        this.stream = stream;
    }

    /** Returns what one line of the body brings. */
    public Input ofLine(Map<String, Raw> fields) {
        return new Input(bearer, client, language, cookie, place -> fields);
    }

    /**
     * Returns a body of lines, as it arrives.
     *
     * @throws Refusal if it is no such body, or cannot be read
     */
    public InputStream stream() {
        return stream.get();
    }

    /**
     * Reads these fields.
     *
     * @throws Refusal if the body cannot be read, or naming all fields that are wrong
     */
    public void read(List<Field<?>> fields) {
        List<Refusal.WrongField> wrong = new ArrayList<>(0);
        for (Field<?> field : fields) {
            field.read(this, wrong).ifPresent(value -> values.put(field.name(), value));
        }
        if (!wrong.isEmpty()) {
            throw new Refusal.InvalidFields(wrong);
        }
    }

    /** Returns the value of a field that was read. */
    @SuppressWarnings("unchecked") // read() is the only way in, and a field's value has the field's type
    public <T> T get(Field<T> field) {
        return (T) Optional.ofNullable(values.get(field.name())).orElseThrow();
    }

    /** Returns the caller's credentials. */
    public Bearer bearer() {
        return bearer;
    }

    /** Returns where the request comes from. */
    public ClientInfo client() {
        return client;
    }

    /** Returns the language of answers and mails. */
    public Language language() {
        return language;
    }

    /** Returns the cookie that takes the refresh token instead of the body; empty unless the request is in cookie mode. */
    public Optional<RefreshCookie> cookie() {
        return cookie;
    }

    Optional<Raw> find(Place place, String name) {
        return Optional.ofNullable(sent.computeIfAbsent(place, source).get(name));
    }
}
