console.log('stuck now');
for (;;);
