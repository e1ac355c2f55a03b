/** Binds the HTTP API to servlet containers, such as Tomcat and Jetty. */
package io.moonlight.auth.http.servlet;
