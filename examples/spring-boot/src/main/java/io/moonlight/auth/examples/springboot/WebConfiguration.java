package io.moonlight.auth.examples.springboot;

import io.moonlight.auth.application.Auth;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the guard before everything but what is for strangers: a new controller is guarded without asking for it. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private final Auth auth;

    WebConfiguration(Auth auth) {
        this.auth = auth;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new BearerGuard(auth)).excludePathPatterns("/auth/*", "/error");
    }
}
