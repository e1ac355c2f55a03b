/** An example: a Spring Boot application whose users are kept by MoonLight Auth. */
package io.moonlight.auth.examples.springboot;
