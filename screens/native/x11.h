/* Window properties beside Fyne's, over a connection of our own to the X server.
   Each function returns 0 when the server or the window is not there. */
#ifndef OFFHOOK_X11_H
#define OFFHOOK_X11_H

typedef struct {
	int x, y, width, height;
} native_rect;

int native_aside(unsigned long window);
int native_move(unsigned long window, int x, int y);
int native_where(unsigned long window, native_rect *inside);
int native_unmapped(unsigned long window);
int native_minimise(unsigned long window);
int native_managed(void);
int native_monitor(native_rect *monitor);
int native_workarea(native_rect *work);
int native_attention(unsigned long window, int on);
void native_watch_display(void);

#endif
