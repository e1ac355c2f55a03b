package io.moonlight.auth.spring.web;

import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.http.Admission;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.servlet.GuardFilter;
import io.moonlight.auth.http.servlet.ServletBinding;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.util.Assert;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Finds the caller whom a guard has admitted, or else by the access token. Safe for any number of threads. */
final class CurrentUserResolver implements HandlerMethodArgumentResolver {

    private final HttpApi api;
    private final ServletBinding binding = new ServletBinding();

    CurrentUserResolver(HttpApi api) {
        this.api = api;
    }

    /** A parameter of another type is reported when it is first used. */
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(CurrentUser.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Assert.state(
                parameter.getParameterType().equals(Principal.class),
                () -> "@CurrentUser is for parameters of the type " + Principal.class.getName());
        HttpServletRequest http = request.getNativeRequest(HttpServletRequest.class);
        Assert.state(http != null, "@CurrentUser needs a servlet request");
        return GuardFilter.admitted(http).orElseGet(() -> admit(http));
    }

    private Principal admit(HttpServletRequest request) {
        Admission admission = api.guard(binding.request(request));
        if (admission instanceof Admission.Admitted user) {
            return user.principal();
        }
        throw new NotSignedInException(((Admission.Rejected) admission).response());
    }
}
