/** Binds the HTTP API to servlet containers, such as Tomcat and Jetty. */
@NullMarked
package io.moonlight.auth.http.servlet;

import org.jspecify.annotations.NullMarked;
