package io.moonlight.auth.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;

/**
 * Finds all properties that are misspelt or whose value has the wrong form; Spring's own binding stops at the first one, and
 * takes a placeholder that it cannot resolve as the text.
 */
final class UnreadableProperties extends AbstractBindHandler {

    private final List<String> problems = new ArrayList<>();
    private final Set<ConfigurationPropertyName> malformed = new HashSet<>();

    UnreadableProperties(Binder binder) {
        try {
            binder.bindOrCreate(
                    AuthProperties.PREFIX,
                    Bindable.of(AuthProperties.class),
                    new NoUnboundElementsBindHandler(this, new UnboundElementsSourceFilter()));
        } catch (BindException e) {
            if (e.getCause() instanceof UnboundConfigurationPropertiesException unknown) {
                unknown.getUnboundProperties().stream()
                        .filter(property -> !malformed.contains(property.getName()))
                        .forEach(property -> problems.add(property.getName() + " is unknown: is it misspelt?"));
            }
        }
    }

    /** Returns one sentence for each; no value is repeated. The list may be changed. */
    List<String> problems() {
        return problems;
    }

    /** A list is looked at as a whole, however it is written. */
    @Override
    public @Nullable Object onSuccess(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        if (!name.isLastElementIndexed()
                && (result instanceof String || result instanceof Collection)
                && result.toString().contains("${")) {
            problems.add(name + " has a placeholder that is not resolved");
        }
        return result;
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
        malformed.add(name);
        problems.add(name + " must be " + wanted(target.getType().resolve(Object.class)));
        return null;
    }

    private static String wanted(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(value -> value.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" or "));
        }
        if (type == Duration.class) {
            return "a duration such as 10m";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return type == int.class ? "a whole number" : "a " + type.getSimpleName();
    }
}
